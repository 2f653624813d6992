import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { machines } from '../../src/node/running/machines.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { TapeItem } from '../../src/trace/reading/tape-item.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { codeHash } from '../../src/trace/writing/code-hash.ts';
import { type Entry, type Killing, killedRun } from '../support/killed-run.ts';

const SEED = 20_261_120;
const ROUNDS = process.env['PEERTAPE_SOAK'] === undefined ? 1 : 3;
/** Most die while they talk, few at a time or ten, and some at any time of their start. */
const killings: readonly Killing[] = [
  ...killingsWithin(96 * ROUNDS, 1, { linesMin: 2, linesMax: 10, msMax: 25 }),
  ...killingsWithin(4 * ROUNDS, 9, { linesMin: 2, linesMax: 30, msMax: 25 }),
  ...killingsWithin(12 * ROUNDS, 1, { linesMin: 1, linesMax: 1, msMax: 200 }),
];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-moments-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(
  'nodes killed at any moment leave a tape up to it each, and folders that the next can use',
  async () => {
    await using hub = await createNode({ insecure: true, port: 0 });
    const killed: Killed[] = [];
    const waiting = [...killings.entries()];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const run = join(folder, String(next[0]));
        const fallen = await killedIn(run, next[1]);
        await startAgain(fallen, hub);
        rmSync(run, { recursive: true });
        killed.push(...fallen);
      }
    };
    await Promise.all([work(), work()]);

    expect(new Set(killed.map(({ moment }) => moment)).size).toBeGreaterThanOrEqual(100);
    expect(killed.filter(({ fault }) => fault !== null)).toEqual([]);
    // Or these laws would say little.
    expect(killed.filter(({ lostTurns }) => lostTurns > 0).length).toBeGreaterThan(10);
  },
  300_000 * ROUNDS,
);

function killingsWithin(
  count: number,
  talkers: number,
  { linesMin, linesMax, msMax }: { linesMin: number; linesMax: number; msMax: number },
): readonly Killing[] {
  const lines = fc.integer({ min: linesMin, max: linesMax });
  const afterMs = fc.nat({ max: msMax });
  const any = fc.record({ talkers: fc.constant(talkers), lines, afterMs });
  return fc.sample(any, { seed: SEED, numRuns: count });
}

interface Killed {
  /** One process, one moment. */
  readonly moment: string;
  readonly folder: string;
  readonly node: string | null;
  readonly lostTurns: number;
  /** The first law that does not hold. */
  readonly fault: string | null;
}

async function killedIn(run: string, killing: Killing): Promise<readonly Killed[]> {
  mkdirSync(run);
  const entries = await killedRun(run, killing);
  const nodes = readdirSync(run).filter((name) => hasTape(join(run, name)));
  return nodes.map((name) => {
    const own = entries.filter(({ node }) => node === Number(name));
    return { moment: run, ...judged(join(run, name), own, entries.at(-1)) };
  });
}

/** One can die between making the folder of its tape, trying it, and making the first file in it. */
function hasTape(folder: string): boolean {
  const tape = join(folder, 'tape');
  return existsSync(tape) && new FsTapeStore(tape).list().length > 0;
}

function judged(
  folder: string,
  seen: readonly Entry[],
  last: Entry | undefined,
): Omit<Killed, 'moment'> {
  const store = new FsTapeStore(join(folder, 'tape'));
  const items = [...readTape(store)];
  const header = items.find(({ kind }) => kind === 'header');
  const node = header !== undefined && 'node' in header ? header.node : null;
  const lastTurn = items.findLast(({ kind }) => kind === 'steps');
  const taped = lastTurn !== undefined && 'turn' in lastTurn ? lastTurn.turn : 0;
  const lost = seen.filter(({ turn }) => turn > taped);
  const fault = faultOfTape(store, items) ?? faultOfLoss(lost, last);
  return { folder, node, lostTurns: lost.length, fault };
}

/** It is the same up to where it is torn, which is where its file ends. */
function faultOfTape(store: FsTapeStore, items: readonly TapeItem[]): string | null {
  const { verdict, turns, torn, gaps } = replay(store, { machines, code: codeHash() });
  const whole = items.filter(({ kind }) => kind === 'steps').length;
  const name = store.list().at(-1)!;
  const { size, close } = store.open(name);
  close();
  const isNamed = torn !== undefined && torn.offset + torn.bytes === size;
  const isRight = verdict === 'torn' && turns === whole && gaps.length === 0 && isNamed;
  return isRight ? null : JSON.stringify({ verdict, turns, whole, torn, gaps, size });
}

/** A timer that was due is late only if no timers were looked at since. */
function faultOfLoss(lost: readonly Entry[], last: Entry | undefined): string | null {
  const [oldest] = lost;
  if (oldest === undefined || last === undefined) return null;
  const waitedMs = last.beatMs - oldest.atMs;
  if (waitedMs > limits.flushIntervalMs + TIMER_MS) return `waited for ${waitedMs} ms`;
  const bytes = lost.reduce((sum, one) => sum + one.bytes, 0);
  return bytes > limits.tapeBufferBytesMax ? `${bytes} bytes of text are lost` : null;
}

/** Timers count in whole milliseconds, and one may wait for another's alarm. */
const TIMER_MS = 5;

async function startAgain(killed: readonly Killed[], hub: PeertapeNode): Promise<void> {
  for (const { folder, node } of killed) {
    const data = join(folder, 'data');
    await using again = await createNode({ insecure: true, port: 0, data });
    expect(again.id).toBe(node ?? again.id);
    await again.connect(hub.address);
  }
}
