import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { firstFreePort } from '../../src/streams/first-free-port.ts';

describe('the first free port', () => {
  async function takenPort(host: string): Promise<number> {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  }

  it.each(['127.0.0.1', '::1'])('is none that somebody listens on at %s', async (host) => {
    const taken = await takenPort(host);
    const free = await firstFreePort(host, taken);
    expect(free).toBeGreaterThan(taken);
  });

  it('can be listened on at once', async () => {
    const free = (await firstFreePort('127.0.0.1', 40_000)) ?? 0;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(free, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
    expect(free).toBeGreaterThanOrEqual(40_000);
  });

  it('is none beyond the last', async () => {
    expect(await firstFreePort('127.0.0.1', 65_536)).toBeNull();
  });

  it('leaves it to who listens to say that a host is another', async () => {
    expect(await firstFreePort('203.0.113.7', 9_001)).toBe(9_001);
  });
});
