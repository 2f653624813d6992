import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../../src/inspector/answers/inspector-limits.ts';
import {
  rowsInView,
  rowsToAsk,
  scrollToRow,
} from '../../../../src/inspector/page/actors/rows-in-view.ts';

describe('a list of which only a part exists', () => {
  it('has the rows that can be seen, and one more at each end', () => {
    expect(rowsInView(0, 400, 40, 1_000)).toEqual({ from: 0, count: 11 });
    expect(rowsInView(410, 400, 40, 1_000)).toEqual({ from: 9, count: 13 });
    expect(rowsInView(39_600, 400, 40, 1_000)).toEqual({ from: 989, count: 11 });
  });

  it('has no row of an empty list, nor of one that became shorter than where it is scrolled to', () => {
    expect(rowsInView(0, 400, 40, 0)).toEqual({ from: 0, count: 0 });
    expect(rowsInView(39_600, 400, 40, 5)).toEqual({ from: 5, count: 0 });
  });

  it('asks for the same while somebody scrolls a little, and always for what is in view', () => {
    const asked = new Set<string>();
    for (let top = 0; top <= 4_000; top += 10) {
      const seen = rowsInView(top, 400, 40, 1_000);
      const wanted = rowsToAsk(seen);
      expect(wanted.from).toBeLessThanOrEqual(seen.from);
      expect(wanted.from + wanted.count).toBeGreaterThanOrEqual(seen.from + seen.count);
      asked.add(JSON.stringify(wanted));
    }
    expect(asked.size).toBeLessThanOrEqual(6);
  });

  it('asks for no more than it is told, on a screen as high as they come', () => {
    const { count } = rowsToAsk(rowsInView(17_777, 4_320, 42, 10_000));
    expect(count).toBeLessThanOrEqual(inspectorLimits.toldActorsMax);
  });

  it('scrolls no further than it takes to have a row in view', () => {
    expect(scrollToRow(5, 0, 400, 40)).toBeNull();
    expect(scrollToRow(5, 300, 400, 40)).toBe(200);
    expect(scrollToRow(12, 0, 400, 40)).toBe(120);
  });
});
