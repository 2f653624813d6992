import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../../src/inspector/answers/timeline.ts';
import { axisTicks, usOf } from '../../../../src/inspector/page/timeline/axis-ticks.ts';
import { lanePaths } from '../../../../src/inspector/page/timeline/lane-paths.ts';

const paper = { width: 100, laneHeight: 9, laneGap: 2 };
const shown = { from: 1, to: 40 };
const buckets: readonly Bucket[] = [
  { fromTurn: 1, us: 0, turns: [10, 0, 0, 0, 0] },
  { fromTurn: 11, us: 1_000, turns: [9, 0, 1, 0, 0] },
  { fromTurn: 21, us: null, turns: [0, 0, 0, 0, 0] },
  { fromTurn: 31, us: 5_000, turns: [0, 0, 0, 10, 0] },
];

describe('the lanes of the tape', () => {
  it('have a bar for each bucket in which something is, as high as its share’s root', () => {
    const paths = lanePaths(buckets, 10, shown, paper);
    expect(paths).toEqual([
      { lane: 'bytes', path: 'M0 9V0H24V9ZM25 9V0H49V9Z' },
      { lane: 'links', path: '' },
      { lane: 'commands', path: 'M25 31V28H49V31Z' },
      { lane: 'timers', path: 'M75 42V33H99V42Z' },
      { lane: 'others', path: '' },
    ]);
  });

  it('never make a bar too small to be seen', () => {
    const crowd = { fromTurn: 1, us: 0, turns: [99_999, 0, 1, 0, 0] };
    const [bytes, , commands] = lanePaths([crowd], 100_000, { from: 1, to: 10_000_000 }, paper);
    expect([bytes!.path, commands!.path]).toEqual(['M0 9V0H1V9Z', 'M0 31V29H1V31Z']);
  });
});

describe('the axis of the tape', () => {
  it('names round turns, as many as there is room for', () => {
    expect(axisTicks(shown, buckets, 400, 100).map(({ turn }) => turn)).toEqual([10, 20, 30, 40]);
    expect(axisTicks(shown, buckets, 100, 100).map(({ turn }) => turn)).toEqual([]);
    expect(axisTicks({ from: 4_990, to: 5_012 }, [], 500, 100).map(({ turn }) => turn)).toEqual([
      4_990, 4_995, 5_000, 5_005, 5_010,
    ]);
  });

  it('says when a turn was, or about when', () => {
    expect([1, 6, 11, 15, 31, 40].map((turn) => usOf(turn, buckets))).toEqual([
      0, 500, 1_000, 1_000, 5_000, 5_000,
    ]);
    expect(usOf(1, [])).toBeNull();
  });
});
