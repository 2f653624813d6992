import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machines } from '../../src/node/running/machines.ts';
import { limits } from '../../src/protocol/limits.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { TapedTurns } from '../support/taped-turns.ts';
import { faultsOf, itemsOf, segmentsOf } from '../support/tapes.ts';

/**
 * Whatever the disk does, and whenever the node is killed: what lies there then is a tape that is whole
 * but for its end. Every turn up to there is on it, or in a gap that says so, or went with the oldest
 * segments; and what is on it replays.
 */
describe('a tape on a bad disk', () => {
  it('is whole or torn, whenever its node is killed', () => {
    let gaps = 0;
    let drops = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 60, maxLength: 150 }), (events) => {
        const states: (() => MemoryTapeStore)[] = [];
        const disk = new SmallDisk(() => {
          const segments = segmentsOf(disk);
          states.push(() => MemoryTapeStore.of(segments));
        });
        const node = new TapedTurns(disk, sizes);
        for (const event of events) event(node, disk);
        for (const [index, stateOf] of states.entries()) {
          const state = stateOf();
          expectNoDamage(state);
          if (index % 7 !== 0 && index !== states.length - 1) continue;
          const verdict = replay(state, { machines, code: '' });
          expect(['same', 'torn']).toContain(verdict.verdict);
          gaps += verdict.gaps.length;
          drops += state.list().includes('000001.tape') ? 0 : 1;
        }
        disk.roomBytes = Infinity;
        disk.takesFiles = true;
        node.recorder.close();
        expectEveryTurn(disk.tape, node.system.turn);
      }),
      { numRuns: 60 },
    );
    expect(gaps).toBeGreaterThan(50);
    expect(drops).toBeGreaterThan(50);
  });
});

type Event = (node: TapedTurns, disk: SmallDisk) => void;

const sizes = {
  ...limits,
  pageBytesMax: 500,
  segmentBytesMax: 1_500,
  traceKeepBytes: 6_000,
  checkpointTurns: 9,
  tapeBufferBytesMax: 400,
};

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 9 }).map<Event>((turns) => (node) => node.wait(turns)) },
  { weight: 3, arbitrary: fc.constant<Event>((node) => node.flush()) },
  {
    weight: 2,
    arbitrary: fc.nat({ max: 900 }).map<Event>((bytes) => (_, disk) => (disk.roomBytes = bytes)),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map<Event>((takes) => (_, disk) => (disk.takesFiles = takes)),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Event>((node, disk) => {
      disk.roomBytes = Infinity;
      disk.takesFiles = true;
      node.wait(1, limits.tapeRetryMs);
    }),
  },
  { weight: 1, arbitrary: fc.constant<Event>((node) => node.wait(1, limits.tapeRetryMs)) },
);

function expectNoDamage(state: MemoryTapeStore): void {
  const faults = faultsOf(itemsOf(state)).map(({ kind }) => kind);
  expect([[], ['torn'], ['unclosed']]).toContainEqual(faults);
}

function expectEveryTurn(tape: MemoryTapeStore, last: number): void {
  const { verdict, fromTurn = 1, turns, gaps } = replay(tape, { machines, code: '' });
  expect(verdict).toBe('same');
  const behind = gaps.filter((gap) => gap.toTurn! >= fromTurn);
  const lost = behind.reduce((sum, gap) => sum + gap.toTurn! + 1 - gap.fromTurn, 0);
  expect(fromTurn - 1 + turns + lost).toBe(last);
}
