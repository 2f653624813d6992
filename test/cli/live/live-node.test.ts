import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveNode, type CreateNode } from '../../../src/cli/live/live-node.ts';
import type { NodeSettings } from '../../../src/cli/node-settings.ts';
import { judgeOptions } from '../../../src/node/face/judge-options.ts';
import { openLiveParts, type LiveParts } from '../../../src/node/face/live-parts.ts';
import { NodeError } from '../../../src/node/telling/node-error.ts';
import { startNode } from '../../../src/node/face/start-node.ts';
import type { ListenEvent, Network } from '../../../src/streams/network.ts';
import { MemoryHost } from '../../support/memory-host.ts';

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
    const running = liveNode(recordedTo(trace), host, faulty());
    while (!host.events.some(({ event }) => event === 'listening')) await setImmediate();
    host.stdin.write('connect 9\n');
    return { host, exit: await running };
  }
});

describe('a tape that cannot be', () => {
  it('is told before the node listens, and leaves no trace of itself', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    const tries = [file, join(file, 'tape'), join(folder, 'x'.repeat(300))];
    expect(await Promise.all(tries.map(faultOf))).toEqual([
      `cannot record to ${tries[0]}: it is a file, not a folder (choose another --trace folder)`,
      `cannot record to ${tries[1]}: ${file} is a file, not a folder (choose another --trace folder)`,
      `cannot record to ${tries[2]}: name too long (choose another --trace folder)`,
    ]);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  async function faultOf(trace: string): Promise<string> {
    const host = new MemoryHost();
    try {
      await liveNode(recordedTo(trace), host, faulty());
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
    expect(await liveNode(recordedTo(trace), host, deaf())).toBe(1);
    expect(host.events).toMatchObject([
      { event: 'error', code: 'port-busy', text: 'another process listens on 127.0.0.1:0' },
      { event: 'stopped', code: 'port-busy', exit: 1 },
    ]);
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });

  it.each([
    [new NodeError('the folder is taken', { code: 'folder-in-use', hint: 'wait' }), 'is taken'],
    [new TypeError('no such thing'), 'this is a fault of peertape, not yours: no such thing'],
  ])('has why in its log', async (error, words) => {
    const create = async () => {
      throw error;
    };
    await expect(liveNode(logged(), new MemoryHost(), create)).rejects.toThrow(words);
    expect(lines()[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z alice {2}/);
    expect(lines()[0]).toContain(words);
  });

  it('has its last words in its log', async () => {
    expect(await liveNode(logged(), new MemoryHost(), deaf())).toBe(1);
    expect(lines()).toEqual([
      expect.stringMatching(/ alice @[a-z2-7]{8} {2}another process listens on 127\.0\.0\.1:0$/),
      expect.stringContaining('(choose another --port'),
      expect.stringMatching(/ {2}stopped$/),
    ]);
  });

  const logged = (): NodeSettings => {
    return { ...recordedTo(null), log: { path: join(folder, 'log'), keepBytes: 65_536 } };
  };

  const lines = () => readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');

  it('keeps the folder that was there', async () => {
    const trace = join(folder, 'tape');
    mkdirSync(trace);
    await liveNode(recordedTo(trace), new MemoryHost(), deaf());
    expect(readdirSync(trace)).toEqual([]);
  });
});

function recordedTo(trace: string | null): NodeSettings {
  const options = { name: 'alice', network: 'test', port: 0, insecure: true };
  return {
    options: { ...options, trace: trace ?? false },
    json: true,
    useConsole: true,
    log: null,
    inspectPort: null,
  };
}

/** Listens, and fails as our own code would. */
function faulty(): CreateNode {
  return within(() => ({
    listen: (host) => listening({ type: 'listening', host, port: 9 }),
    dial: () => {
      throw new TypeError('no dial is known here');
    },
  }));
}

/** Everything is taken. */
function deaf(): CreateNode {
  return within((network) => ({
    listen: () => listening({ type: 'failed', code: 'port-busy', text: 'EADDRINUSE: taken' }),
    dial: (address) => network.dial(address),
  }));
}

/** A node as live as any, in a network that is not. */
function within(change: (network: Network) => Network): CreateNode {
  return async (options) => {
    const judged = judgeOptions(options);
    const wishes = { ...judged, port: judged.port! };
    const parts: LiveParts = await openLiveParts(wishes);
    const network = change(parts.ports.network);
    return startNode(wishes, { ...parts, ports: { ...parts.ports, network } });
  };
}

function listening(event: ListenEvent): Observable<ListenEvent> {
  return new Observable((subscriber) => subscriber.next(event));
}
