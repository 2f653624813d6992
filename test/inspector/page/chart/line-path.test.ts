import { describe, expect, it } from 'vitest';
import { headPoints, linePath } from '../../../../src/inspector/page/chart/line-path.ts';

describe('a line of a chart', () => {
  it('ends where its head begins', () => {
    expect(
      linePath([
        [10, 10],
        [10, 60],
      ]),
    ).toBe('M10 10L10 54');
    expect(
      headPoints([
        [10, 10],
        [10, 60],
      ]),
    ).toBe('10,60 14,53 6,53');
  });

  it('goes round its corners', () => {
    const points = [
      [0, 0],
      [0, 40],
      [50, 40],
    ] as const;
    expect(linePath(points)).toBe('M0 0L0 34Q0 40 6 40L44 40');
    expect(headPoints(points)).toBe('50,40 43,36 43,44');
  });

  it('has smaller corners where there is little room', () => {
    expect(
      linePath([
        [0, 0],
        [0, 4],
        [30, 4],
      ]),
    ).toBe('M0 0L0 2Q0 4 2 4L24 4');
  });
});
