import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveNode } from '../../src/cli/live-node.ts';
import { livePorts } from '../../src/cli/live-ports.ts';
import type { NodeSettings } from '../../src/cli/node-settings.ts';
import type { Ports } from '../../src/node/world.ts';
import type { ListenEvent } from '../../src/streams/network.ts';
import { MemoryHost } from '../support/memory-host.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-live-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a fault of its own', () => {
  it('is said to be one, with what helps to find it', async () => {
    const { host, exit } = await crash(null);
    expect(exit).toBe(1);
    expect(host.events.slice(-2)).toMatchObject([
      {
        event: 'error',
        code: 'crashed',
        text: 'this is a fault of peertape, not yours: no dial is known here',
        hint: 'run it again with --trace DIR to have it on tape, and send us that',
        fatal: true,
      },
      { event: 'stopped', code: 'crashed', exit: 1 },
    ]);
    expect(host.err).toBe('');
  });

  it('names the tape that it is on', async () => {
    const trace = join(folder, 'tape');
    const { host } = await crash(trace);
    expect(host.events.at(-2)).toMatchObject({
      hint: `it is on the tape in ${trace}: peertape replay ${trace} runs into it again`,
    });
  });

  async function crash(trace: string | null): Promise<{ host: MemoryHost; exit: number }> {
    const host = new MemoryHost();
    const running = liveNode({ ...settings, trace }, host, faulty());
    while (!host.events.some(({ event }) => event === 'listening')) await setImmediate();
    host.stdin.write('connect 9\n');
    return { host, exit: await running };
  }
});

describe('a tape that cannot be', () => {
  it('is told before the node listens, and leaves no trace of itself', () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    const tries = [file, join(file, 'tape'), join(folder, 'x'.repeat(300))];
    expect(tries.map(faultOf)).toEqual([
      `cannot record to ${tries[0]}: it is a file, not a folder (choose another --trace folder)`,
      `cannot record to ${tries[1]}: ${file} is a file, not a folder (choose another --trace folder)`,
      `cannot record to ${tries[2]}: name too long (choose another --trace folder)`,
    ]);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  function faultOf(trace: string): string {
    const host = new MemoryHost();
    try {
      void liveNode({ ...settings, trace }, host, faulty());
      return 'nothing';
    } catch (error) {
      const { message, hint, exit } = error as { message: string; hint: string; exit: number };
      expect([exit, host.tape, host.out]).toEqual([1, null, '']);
      return `${message} (${hint})`;
    }
  }
});

describe('a node that never listens', () => {
  it('leaves no tape in the way of the next try', async () => {
    const host = new MemoryHost();
    const trace = join(folder, 'deep', 'tape');
    expect(await liveNode({ ...settings, trace }, host, deaf())).toBe(1);
    expect(host.events).toMatchObject([
      { event: 'error', code: 'port-busy', text: 'another process listens on 127.0.0.1:0' },
      { event: 'stopped', code: 'port-busy', exit: 1 },
    ]);
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });

  it('keeps the folder that was there', async () => {
    const trace = join(folder, 'tape');
    mkdirSync(trace);
    await liveNode({ ...settings, trace }, new MemoryHost(), deaf());
    expect(readdirSync(trace)).toEqual([]);
  });
});

const settings: NodeSettings = {
  config: {
    id: 'a'.repeat(52),
    instance: { boot: 1, nonce: 1 },
    name: 'alice',
    network: 'test',
    host: '127.0.0.1',
    port: 0,
    contacts: [],
    dialTimeoutMs: 1_000,
    pingIntervalMs: 5_000,
    connectionsMax: 256,
    tls: false,
    advertise: [],
    banned: [],
    ignored: [],
    seed: 1,
  },
  trace: null,
  json: true,
  useConsole: true,
};

/** Listens, and fails as our own code would. */
function faulty(): Ports {
  return {
    ...livePorts(),
    network: {
      listen: (host) => listening({ type: 'listening', host, port: 9 }),
      dial: () => {
        throw new TypeError('no dial is known here');
      },
    },
  };
}

/** Everything is taken. */
function deaf(): Ports {
  const { network, ...ports } = livePorts();
  const listen = () => listening({ type: 'failed', code: 'port-busy', text: 'EADDRINUSE: taken' });
  return { ...ports, network: { ...network, listen } };
}

function listening(event: ListenEvent): Observable<ListenEvent> {
  return new Observable((subscriber) => subscriber.next(event));
}
