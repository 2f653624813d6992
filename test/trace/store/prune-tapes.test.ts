import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { pruneTapes, tapesToPrune } from '../../../src/trace/store/prune-tapes.ts';
import { isRunFolderName, runFolderName } from '../../../src/trace/store/run-folder.ts';
import { TapeWriter } from '../../../src/trace/writing/tape-writer.ts';
import { head } from '../../support/tapes.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('which runs go', () => {
  it('is decided by their age and sizes: the oldest, until the new one has its room', () => {
    const tapes = ['b', 'a', 'd', 'c'].map((name) => ({ name, bytes: 100 }));
    const pruned = (keepBytes: number) => tapesToPrune(tapes, { keepBytes, newRunBytes: 200 });
    expect(pruned(600)).toEqual([]);
    expect(pruned(599)).toEqual(['a']);
    expect(pruned(400)).toEqual(['a', 'b']);
    expect(pruned(0)).toEqual(['a', 'b', 'c']);
    expect(tapesToPrune([], { keepBytes: 0, newRunBytes: 1 })).toEqual([]);
  });

  it('never takes the newest, nor more than it must, and makes the room unless the newest is too big', () => {
    const anyTapes = fc.uniqueArray(
      fc.record({ name: fc.string({ maxLength: 3 }), bytes: fc.nat({ max: 100 }) }),
      { selector: ({ name }) => name, maxLength: 9 },
    );
    fc.assert(
      fc.property(
        anyTapes,
        fc.nat({ max: 400 }),
        fc.nat({ max: 100 }),
        (tapes, keepBytes, newRunBytes) => {
          const pruned = tapesToPrune(tapes, { keepBytes, newRunBytes });
          const left = tapes.filter(({ name }) => !pruned.includes(name));
          const sum = (of: typeof tapes) =>
            of.reduce((bytes, tape) => bytes + tape.bytes, newRunBytes);
          expect(left.length).toBeGreaterThanOrEqual(Math.min(1, tapes.length));
          expect(left.every(({ name }) => pruned.every((other) => other < name))).toBe(true);
          expect(sum(left) <= keepBytes || left.length <= 1).toBe(true);
          const last = tapes.find(({ name }) => name === pruned.at(-1));
          if (last !== undefined) expect(sum([...left, last])).toBeGreaterThan(keepBytes);
        },
      ),
    );
  });
});

describe('the folder of all runs', () => {
  it('names a run by when it began, so that names stand in the order of time', () => {
    const times = [0, 1_763_646_201_007, 1_763_646_201_070, 1_795_182_201_000];
    const names = times.map(runFolderName);
    expect(names[1]).toBe('2025-11-20T13-43-21.007Z');
    expect(names.toSorted()).toEqual(names);
    expect(names.every(isRunFolderName)).toBe(true);
  });

  it('loses its oldest runs, and nothing that is no run of a node', () => {
    const names = [1, 2, 3, 4, 5].map(runFolderName);
    for (const name of names) record(name);
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = names;
    writeFileSync(join(folder, second, 'notes.txt'), 'why it broke');
    record('my-bug');
    writeFileSync(join(folder, 'readme.txt'), 'mine');
    const [empty, fake, link] = [10, 11, 0].map(runFolderName) as [string, string, string];
    mkdirSync(join(folder, empty));
    mkdirSync(join(folder, fake));
    writeFileSync(join(folder, fake, '000001.tape'), 'not of ours');
    symlinkSync(join(folder, 'my-bug'), join(folder, link));
    expect(pruneTapes(folder, { keepBytes: 1, newRunBytes: 1 })).toEqual([first, third, fourth]);
    expect(readdirSync(folder).toSorted()).toEqual(
      [link, second, fifth, empty, fake, 'my-bug', 'readme.txt'].toSorted(),
    );
    expect(readdirSync(join(folder, 'my-bug'))).toEqual(['000001.tape']);
  });

  it('counts what lies on the disk', () => {
    const names = [1, 2, 3].map(runFolderName);
    const [bytes = 0] = names.map(record);
    expect(pruneTapes(folder, { keepBytes: 4 * bytes, newRunBytes: bytes })).toEqual([]);
    expect(pruneTapes(folder, { keepBytes: 4 * bytes - 1, newRunBytes: bytes })).toEqual([
      names[0],
    ]);
  });

  it('need not be there', () => {
    expect(pruneTapes(join(folder, 'none'), { keepBytes: 1, newRunBytes: 1 })).toEqual([]);
  });
});

/** A run on tape, and how long it is. */
function record(name: string): number {
  const store = new FsTapeStore(join(folder, name));
  const writer = new TapeWriter(store, head);
  writer.write({ kind: 'checkpoint', turn: 0, at: 0, state: null });
  writer.close();
  const source = store.open('000001.tape');
  source.close();
  return source.size;
}
