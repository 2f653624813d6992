import { describe, expect, it } from 'vitest';
import { laneX, scrolledTo } from '../../../../src/inspector/page/sequence/lane-places.ts';

describe('how far sideways the diagram is', () => {
  it('stays as it is while the lane can be seen', () => {
    expect(scrolledTo(1, { scrollLeft: 0, clientWidth: 800 })).toBe(0);
    expect(scrolledTo(4, { scrollLeft: 500, clientWidth: 800 })).toBe(500);
  });

  it('goes as far as it must for a lane further on, and back for one before', () => {
    for (const [lane, scrollLeft] of [
      [20, 0],
      [2, 3_000],
      [0, 3_000],
    ] as const) {
      const gone = scrolledTo(lane, { scrollLeft, clientWidth: 800 });
      expect(laneX(lane)).toBeGreaterThan(gone + 100);
      expect(laneX(lane)).toBeLessThan(gone + 700);
      expect(scrolledTo(lane, { scrollLeft: gone, clientWidth: 800 })).toBe(gone);
    }
  });
});
