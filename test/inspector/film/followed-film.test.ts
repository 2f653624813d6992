import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { openFilm, type TapeFilm } from '../../../src/inspector/film/tape-film.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import type { TapeStore } from '../../../src/trace/store/tape-store.ts';
import { factsOf, filmOf } from '../../support/film-facts.ts';
import { HandPace } from '../../support/hand-pace.ts';
import { realTape } from '../../support/real-tape.ts';
import { SmallDisk } from '../../support/small-disk.ts';
import { TapedTurns } from '../../support/taped-turns.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { followMs } = inspectorLimits;
const sizes = { ...limits, pageBytesMax: 300, checkpointTurns: 10 };

/** Old segments go soon. */
const keptShort = {
  ...sizes,
  tapeBufferBytesMax: 500,
  segmentBytesMax: 20_000,
  traceKeepBytes: 100_000,
};

describe('a film that follows', () => {
  it('is in the end the one that is opened afterwards, however the tape was written', async () => {
    const segments = Object.entries(realTape({ ...sizes, turns: 40, segmentBytesMax: 6_000 }));
    const bytes = segments.reduce((sum, [, { length }]) => sum + length, 0);
    const whole = factsOf(await filmOf(MemoryTapeStore.of(Object.fromEntries(segments))));
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: bytes }), { maxLength: 20 }), (cuts) => {
        const store = new MemoryTapeStore();
        const { film, pace } = followed(store);
        film.watch();
        let written = 0;
        for (const cut of [...cuts.toSorted((one, other) => one - other), bytes]) {
          append(store, segments, written, cut);
          written = cut;
          pace.pass(followMs);
        }
        expect(film.head.state).toBe('over');
        expect(factsOf(film)).toEqual(whole);
        film.close();
      }),
      { numRuns: 60 },
    );
  });

  it('goes from reading to live, and is over when the node says that it stopped', () => {
    const { film, pace, node } = taped();
    expect(film.head).toMatchObject({ state: 'reading', turns: 0 });
    node.flush();
    pace.settle();
    expect(film.head).toMatchObject({ state: 'live', ending: null, lastTurn: 2 });
    film.watch();
    node.wait(3);
    node.flush();
    expect(film.head.lastTurn).toBe(2);
    pace.pass(followMs);
    expect(film.head).toMatchObject({ state: 'live', lastTurn: 5 });
    expect(film.scene(5)).toMatchObject({ turn: 5, lacks: null });
    node.recorder.close();
    pace.pass(followMs);
    expect(film.head).toMatchObject({ state: 'over', ending: { how: 'stopped' }, lastTurn: 5 });
    expect(pace.waiting).toBe(0);
  });

  it('looks for more every inspectorLimits.followMs, and only while somebody watches', () => {
    const { film, pace, node } = taped();
    node.flush();
    pace.settle();
    expect(pace.waiting).toBe(0);
    const [stop, stopToo] = [film.watch(), film.watch()];
    node.wait(1);
    node.flush();
    pace.pass(inspectorLimits.followMs - 1);
    expect(film.head.lastTurn).toBe(2);
    pace.pass(1);
    expect(film.head.lastTurn).toBe(3);
    stop();
    stop();
    expect(pace.waiting).toBe(1);
    stopToo();
    expect(pace.waiting).toBe(0);
    node.wait(1);
    node.flush();
    pace.pass(10 * inspectorLimits.followMs);
    expect(film.head.lastTurn).toBe(3);
    film.watch();
    expect(film.head.lastTurn).toBe(4);
  });

  it('tells of a node that was killed when it hears of it', () => {
    const { film, pace, node } = taped();
    node.flush();
    pace.settle();
    film.watch();
    node.wait(2);
    node.recorder.abandon();
    film.ended();
    expect(film.head).toMatchObject({ state: 'over', ending: { how: 'killed' }, lastTurn: 4 });
    expect(pace.waiting).toBe(0);
  });

  it('shows a turn once its steps are there', () => {
    const { film, pace, node, store } = taped();
    node.flush();
    pace.settle();
    film.watch();
    const size = store.bytes('000001.tape').length;
    node.wait(1);
    node.flush();
    const bytes = store.bytes('000001.tape');
    const cut = bytes.length - 8;
    store.reopen('000001.tape', cut);
    pace.pass(followMs);
    expect(cut).toBeGreaterThan(size);
    expect([film.head.lastTurn, film.scene(3)]).toEqual([2, null]);
    store.reopen('000001.tape', cut).append(bytes.subarray(cut));
    pace.pass(followMs);
    expect(film.scene(3)).toMatchObject({ turn: 3, lacks: null });
  });

  it('loses the turns of segments that the node has removed', async () => {
    const store = new FsTapeStore(temporaryFolder());

    const node = new TapedTurns(store, keptShort);
    const { film, pace } = followed(store);
    film.watch();
    node.start();
    for (let times = 0; times < 60; times += 1) {
      node.wait(10);
      node.flush();
      if (times % 3 === 0) pace.pass(followMs);
    }
    node.recorder.close();
    pace.pass(followMs);
    const after = await filmOf(store);
    const { firstTurn, turns, lastTurn } = after.head;
    expect(firstTurn).toBeGreaterThan(100);
    expect(film.head).toMatchObject({ firstTurn, turns, lastTurn, faults: [], state: 'over' });
    expect(film.head.forgotten).toBe(firstTurn - 1);
    expect([film.scene(firstTurn - 1), film.previous(firstTurn)]).toEqual([null, null]);
    expect(film.scene(firstTurn)).toMatchObject({ turn: firstTurn, lacks: null });
  });

  it('says which turns went before it could read them', () => {
    const store = new MemoryTapeStore();
    const node = new TapedTurns(store, keptShort);
    node.start();
    node.flush();
    const { film, pace } = followed(store);
    pace.settle();
    node.wait(500);
    node.flush();
    film.watch();
    const { firstTurn, lastTurn, faults } = film.head;
    expect(lastTurn).toBe(node.system.turn);
    expect(faults).toMatchObject([
      { kind: 'damage', code: 'missing-segment', fromTurn: 3, toTurn: firstTurn - 1 },
    ]);
    expect(film.scene(lastTurn)).toMatchObject({ lacks: null });
    pace.settle();
  });

  it('begins anew where a full disk has made the node take back what it had written', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk, sizes);
    node.start();
    node.flush();
    const { film, pace } = followed(disk);
    pace.settle();
    film.watch();
    disk.roomBytes = 700;
    node.wait(20, 0);
    node.flush();
    pace.pass(followMs);
    const { lastTurn } = film.head;
    expect(lastTurn).toBeGreaterThan(5);
    disk.roomBytes = Infinity;
    node.wait(2, limits.tapeRetryMs);
    node.recorder.close();
    pace.pass(followMs);
    expect(film.head).toMatchObject({
      state: 'over',
      lastTurn: node.system.turn,
      faults: [{ kind: 'gap' }],
    });
    expect(film.head.faults[0]!.fromTurn).toBeLessThanOrEqual(lastTurn);
    expect(film.scene(lastTurn)).toBe(null);
  });
});

function followed(store: TapeStore): { film: TapeFilm; pace: HandPace } {
  const pace = new HandPace();
  const film = openFilm(store, { machines, follows: true, pace });
  onTestFinished(() => film.close());
  return { film, pace };
}

function taped() {
  const store = new MemoryTapeStore();
  const node = new TapedTurns(store, sizes);
  node.start();
  return { ...followed(store), node, store };
}

/** What lies between two places of all segments, one behind the other. */
function append(
  store: MemoryTapeStore,
  segments: readonly (readonly [string, Uint8Array])[],
  from: number,
  to: number,
): void {
  let start = 0;
  for (const [name, bytes] of segments) {
    const part = bytes.subarray(Math.max(0, from - start), Math.max(0, to - start));
    if (part.length > 0) {
      const has = store.list().includes(name);
      (has ? store.reopen(name, store.bytes(name).length) : store.create(name)).append(part);
    }
    start += bytes.length;
  }
}
