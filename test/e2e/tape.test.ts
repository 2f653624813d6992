import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { CliProcess, cliPath, endAll, environment, startNode } from '../support/cli-process.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-tape-'));
});
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a live run on tape', () => {
  it('replays to the same on both sides, also where one was killed', async () => {
    const tapes = [join(folder, 'alice'), join(folder, 'bob')] as const;
    const alice = await startNode('--name', 'alice', '--trace', tapes[0]);
    const bob = await startNode('--name', 'bob', '--trace', tapes[1]);
    bob.say(`connect ${alice.port}`, 'send alice hi there', 'mark sent');
    const { result } = await bob.event('answer', { command: 'mark' });
    await bob.event('delivered');
    alice.say('send bob and back');
    await alice.event('delivered');
    const marked = (result as { readonly turn: number }).turn;
    await expect.poll(() => turnsOn(tapes[1])).toBeGreaterThanOrEqual(marked);
    await bob.kill('SIGKILL');
    await alice.event('disconnected', { how: 'lost' });
    alice.endInput();
    expect(await alice.ended).toBe(0);
    expect(await replay(tapes[0])).toMatchObject({ exit: 0, verdict: 'same', codeDiffers: false });
    const { exit, verdict, turns } = await replay(tapes[1]);
    expect({ exit, verdict }).toEqual({ exit: 0, verdict: 'torn' });
    expect(turns).toBeGreaterThanOrEqual(marked);
  });

  it('can be looked at line by line', async () => {
    const shown = new CliProcess('trace', 'show', join(folder, 'alice'), '--json');
    expect(await shown.ended).toBe(0);
    const kinds = new Set(shown.events.map(({ event }) => event));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'header',
        'checkpoint',
        'clock',
        'input',
        'step',
        'effect',
        'footer',
      ]),
    );
    expect(shown.events.every(({ at }) => Number.isInteger(at))).toBe(true);
    const steps = new CliProcess('trace', 'show', join(folder, 'alice'), '--actor', 'node/i1');
    expect(await steps.ended).toBe(0);
    expect(steps.out).toMatch(/ step +node\/i1 +start: +→ securing/);
    expect(steps.out).not.toMatch(/ (step|effect) +node /);
  });

  it('is said to be torn where its end is missing', async () => {
    const torn = join(folder, 'torn');
    cpSync(join(folder, 'alice'), torn, { recursive: true });
    const { size } = statSync(join(torn, SEGMENT));
    truncateSync(join(torn, SEGMENT), size - 5);
    expect(await replay(torn)).toMatchObject({ exit: 0, verdict: 'torn' });
  });

  it('that is not there is unreadable, and exits with 3', async () => {
    expect(await replay(join(folder, 'nowhere'))).toMatchObject({ exit: 3, verdict: 'unreadable' });
    expect(await replay(process.execPath)).toMatchObject({ exit: 3, verdict: 'unreadable' });
    const words = ['trace', 'show', join(folder, 'nowhere'), '--json'];
    const shown = new CliProcess(...words);
    expect(await shown.ended).toBe(3);
    expect(shown.events).toMatchObject([{ event: 'unreadable' }]);
  });

  it.each([['replay'], ['trace', 'show']])('is missed by %s in one line', async (...words) => {
    const nope = new CliProcess(...words, 'no\u001bpe');
    const empty = mkdtempSync(join(folder, 'empty-'));
    const none = new CliProcess(...words, empty);
    const program = new CliProcess(...words, cliPath);
    expect([await nope.ended, await none.ended, await program.ended]).toEqual([3, 3, 3]);
    expect([nope.out, none.out, program.out]).toEqual(['', '', '']);
    const hint = '(give the folder of a trace, or one of its segments)\n';
    expect([nope.err, none.err, program.err]).toEqual([
      `peertape: there is no folder or file "no␛pe" ${hint}`,
      `peertape: "${empty}" holds no trace ${hint}`,
      `peertape: "${cliPath}" holds no trace ${hint}`,
    ]);
  });
});

it('a node goes on without its tape where the disk takes no more, and says why', () => {
  const tape = join(folder, 'full');
  const marks = Array.from({ length: 5 }, (_, n) => `mark ${n}${'x'.repeat(2_000)}\n`).join('');
  // A limit on the size of a file lets writes fail as a full disk does.
  const limited = 'trap "" XFSZ; ulimit -f 8; exec "$@"';
  const words = [cliPath, 'node', '--insecure', '--port', '0', '--trace', tape];
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', limited, 'sh', process.execPath, ...words],
    { input: `${marks}status\n`, encoding: 'utf8', timeout: 20_000 },
  );
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout.split('\n')).toContain(`no longer recording to ${tape}: file too large`);
  expect(stdout).toMatch(/\nstopped\n$/);
});

it('a node whose disk was full for a while has a tape with a gap, and an end', async () => {
  const tape = join(folder, 'full-for-a-while');
  const words = [cliPath, 'node', '--insecure', '--port', '0', '--json', '--trace', tape];
  // Each file may have so much and no more; so the next one has room again.
  const limited = 'trap "" XFSZ; ulimit -f 8; exec "$@"';
  const child = spawn('sh', ['-c', limited, 'sh', process.execPath, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: environment,
  });
  const events: Record<string, unknown>[] = [];
  for await (const line of createInterface(child.stdout)) {
    const event = JSON.parse(line) as Record<string, unknown>;
    events.push(event);
    if (event['event'] === 'listening') child.stdin.write(`mark ${'x'.repeat(4_000)}\n`.repeat(3));
    if (event['state'] === 'gap') child.stdin.end('trace\nmark nobody will find this\n');
  }
  const [recording, gap, again] = events.filter(({ event }) => event === 'tape');
  expect(recording).toMatchObject({ state: 'recording', path: tape });
  expect(gap).toMatchObject({ state: 'gap', code: 'trace-failed', text: 'file too large' });
  expect(again).toMatchObject({ state: 'recording', path: tape });
  const asked = events.find(({ command }) => command === 'trace')!;
  expect(asked['result']).toMatchObject({ path: tape, gap: true });
  const lost = /^without turns (\d+) to (\d+)$/.exec(String(again!['text']))!.slice(1).map(Number);
  const [fromTurn, toTurn] = lost;
  expect(await replay(tape)).toMatchObject({
    exit: 0,
    verdict: 'same',
    gaps: [{ segment: 2, bytes: 0, fromTurn, toTurn, code: 'trace-failed' }],
  });
});

describe('a simulated run', () => {
  it('is the same, byte for byte, in a second process with the same seed', async () => {
    const tapes = [join(folder, 'one'), join(folder, 'two')] as const;
    const runs = tapes.map(
      (tape) => new CliProcess('sim', 'pair', '--seed', '7', '--trace', tape, '--json'),
    );
    expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(runs[0]!.out).toBe(runs[1]!.out);
    expect(runs[0]!.events.at(-1)).toMatchObject({
      event: 'summary',
      scenario: 'pair',
      seed: 7,
      trespasses: [],
    });
    const segments = tapes.map((tape) => readFileSync(join(tape, 'bob', SEGMENT)));
    expect(segments[0]!.equals(segments[1]!)).toBe(true);
    expect(await replay(join(tapes[0], 'bob'))).toMatchObject({ exit: 0, verdict: 'same' });
  });

  it('is said to be damaged where a byte of its tape is another', async () => {
    const tape = join(folder, 'leave');
    const run = new CliProcess('sim', 'polite-leave', '--trace', tape, '--json');
    expect(await run.ended).toBe(0);
    const segment = join(tape, 'alice', SEGMENT);
    const bytes = readFileSync(segment);
    bytes[5_000]! ^= 1;
    writeFileSync(segment, bytes);
    expect(await replay(join(tape, 'alice'))).toMatchObject({
      exit: 3,
      verdict: 'damaged',
      gaps: [{ segment: 1, code: 'bad-checksum' }],
    });
  });

  it('is not begun where not all of it could be recorded', async () => {
    const tapes = join(folder, 'crowded');
    const bob = join(tapes, 'bob');
    cpSync(join(folder, 'leave', 'alice'), bob, { recursive: true });
    const taken = new CliProcess('sim', 'pair', '--trace', tapes);
    expect(await taken.ended).toBe(1);
    expect([taken.out, taken.err]).toEqual([
      '',
      `peertape: there is a trace in ${bob} already (choose another --trace folder; none is ever overwritten)\n`,
    ]);
    const below = join(bob, SEGMENT, 'tapes');
    const nowhere = new CliProcess('sim', 'pair', '--trace', below);
    expect(await nowhere.ended).toBe(1);
    expect([nowhere.out, nowhere.err]).toEqual([
      '',
      `peertape: cannot record to ${below}: ${join(bob, SEGMENT)} is a file, not a folder (choose another --trace folder)\n`,
    ]);
  });

  it('of an unknown name lists those there are, and exits with 2', async () => {
    const unknown = new CliProcess('sim', 'pear');
    expect(await unknown.ended).toBe(2);
    expect(unknown.err).toMatch(/^peertape: there is no scenario "pear" \(there are pair, .*\)\n$/);
    const harmful = new CliProcess('sim', '\u001b[31mx');
    expect(await harmful.ended).toBe(2);
    expect(harmful.err).toMatch(/^peertape: there is no scenario "␛\[31mx" /);
    const list = new CliProcess('sim', '--json');
    expect(await list.ended).toBe(0);
    expect(list.events[0]).toMatchObject({ event: 'scenario', name: 'pair' });
  });
});

const SEGMENT = '000001.tape';

/** How many turns are on the disk, while the node still runs. */
function turnsOn(tape: string): number {
  const items = [...readTape(new FsTapeStore(tape))];
  return items.filter(({ kind }) => kind === 'steps').length;
}

async function replay(tape: string): Promise<Readonly<Record<string, unknown>>> {
  const run = new CliProcess('replay', tape, '--json');
  const exit = await run.ended;
  expect(run.err).toBe('');
  return { exit, ...run.events.at(-1) };
}
