import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';

const KEPT = 1_048_576;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-killed-'));
});
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Killed when so many texts were taken from its user, and who knows what else was under way. */
it.each([1, 40, 333, 900])(
  'a node killed behind its text %i leaves a tape to its last whole turn',
  async (last) => {
    const { alice, bob, tape } = await loaded(`of-${last}`, [], 'x'.repeat(50), last + 200);
    await bob.event('answer', { id: last });
    await bob.kill('SIGKILL');
    const { exit, verdict, turns, gaps } = await replay(tape);
    expect({ exit, gaps }).toEqual({ exit: 0, gaps: [] });
    expect(verdict).toBe('torn');
    expect(turns).toBe(wholeTurns(tape));
    expect(turns).toBeGreaterThan(2);
    await alice.event('disconnected', { how: 'lost' });
  },
);

it.each([60, 100, 140])(
  'a node killed behind its long text %i, as its old segments went, leaves what it was to keep',
  async (last) => {
    const keep = ['--trace-keep', String(KEPT), '--bodies', 'all'];
    const { bob, tape } = await loaded(`bounded-${last}`, keep, 'x'.repeat(30_000), last + 50);
    await bob.event('answer', { id: last });
    await bob.kill('SIGKILL');
    const { exit, verdict, turns, gaps, fromTurn } = await replay(tape);
    expect({ exit, verdict, gaps }).toEqual({ exit: 0, verdict: 'torn', gaps: [] });
    expect(turns).toBe(wholeTurns(tape));
    expect(fromTurn).toBeGreaterThan(2);
    expect(bytesOf(tape)).toBeLessThanOrEqual(KEPT);
  },
);

/** Two nodes, of which one has a lot to say to the other. */
async function loaded(name: string, words: readonly string[], text: string, texts: number) {
  const tape = join(folder, name);
  const alice = await startNode('--name', 'alice');
  const bob = await startNode('--trace', tape, ...words);
  bob.say(`connect ${alice.port}`);
  await bob.event('connected');
  const ids = Array.from({ length: texts }, (_, index) => index + 1);
  bob.say(...ids.map((id) => ({ id, command: 'send', args: ['alice', `${id} ${text}`] })));
  return { alice, bob, tape };
}

function wholeTurns(tape: string): number {
  return [...readTape(new FsTapeStore(tape))].filter(({ kind }) => kind === 'steps').length;
}

function bytesOf(tape: string): number {
  return readdirSync(tape).reduce((sum, name) => sum + statSync(join(tape, name)).size, 0);
}

async function replay(tape: string): Promise<Readonly<Record<string, unknown>>> {
  const run = new CliProcess('replay', tape, '--json');
  const exit = await run.ended;
  return { exit, ...run.events.at(-1) };
}
