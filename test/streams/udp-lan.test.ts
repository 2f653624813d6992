import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import { encodeLanCall } from '../../src/streams/lan-call.ts';
import { UdpLan } from '../../src/streams/udp-lan.ts';
import { listenTo } from '../support/lan-worlds.ts';
import { idOf } from '../support/pure-config.ts';

const GROUP = '239.192.112.116';

describe('a local network over UDP', () => {
  it('says once that it cannot be used, and does without', async () => {
    for (const host of ['203.0.113.7', '::1']) {
      const told: string[] = [];
      const lan = lanOn(host, { tell: (why) => told.push(why) });
      const heard = listenTo(lan);
      lan.call(1);
      await heard.until(({ isComplete }) => isComplete);
      lan.call(2);
      expect([heard.events, heard.error, told.length]).toEqual([[], null, 1]);
    }
  });

  it('says so where the port is taken by somebody who does not share it', async () => {
    const other = await boundSocket(0, GROUP);
    const told: string[] = [];
    const lan = lanOn('127.0.0.1', { port: other.address().port, tell: (why) => told.push(why) });
    const heard = listenTo(lan);
    await heard.until(({ isComplete }) => isComplete);
    expect(told).toEqual([expect.stringContaining('EADDRINUSE')]);
  });

  it('does not mind what others send there', async () => {
    const { network, lan } = withName();
    const heard = listenTo(lan);
    const stranger = await boundSocket(0, '127.0.0.1');
    stranger.setMulticastInterface('127.0.0.1');
    const good = encodeLanCall({ network, id: idOf('b'), port: 7 });
    for (const bytes of [randomBytes(0), randomBytes(100), randomBytes(60_000), good]) {
      await new Promise((resolve) => stranger.send(bytes, PORT, GROUP, resolve));
    }
    await heard.until(({ events }) => events.length === 1);
    expect(heard.events).toEqual([{ id: idOf('b'), address: '127.0.0.1:7' }]);
  });

  it('leaves no socket open', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0', '203.0.113.7']) {
      const lan = lanOn(host, {});
      const early = listenTo(lan);
      early.unsubscribe();
      const heard = listenTo(lan);
      lan.call(1);
      await new Promise((resolve) => setImmediate(resolve));
      expect(udpSockets() > 0).toBe(host !== '203.0.113.7');
      heard.unsubscribe();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(udpSockets()).toBe(0);
  });
});

const PORT = 21_116;

function withName(): { network: string; lan: UdpLan } {
  const network = randomBytes(8).toString('hex');
  return { network, lan: lanOn('127.0.0.1', { network }) };
}

function lanOn(
  host: string,
  setting: { network?: string; port?: number; tell?: (why: string) => void },
): UdpLan {
  const { network = 'lab', tell = () => {}, ...port } = setting;
  return new UdpLan({
    name: { network, id: idOf('a') },
    host,
    clock: new VirtualClock(),
    tell,
    ...port,
  });
}

function boundSocket(port: number, address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4' });
  onTestFinished(() => void socket.close());
  return new Promise((resolve) => socket.bind({ port, address }, () => resolve(socket)));
}

function udpSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
}
