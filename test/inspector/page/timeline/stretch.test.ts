import { describe, expect, it } from 'vitest';
import {
  panned,
  partOf,
  spanOf,
  stretchTurnsMin,
  turnAt,
  withTurn,
  zoomed,
} from '../../../../src/inspector/page/timeline/stretch.ts';

const all = { from: 1, to: 1_000 };
const shown = { from: 401, to: 600 };

describe('the stretch of the tape that is shown', () => {
  it('keeps what is under the pointer where it is while it comes closer', () => {
    expect(zoomed(shown, all, 0.5, 0)).toEqual({ from: 401, to: 500 });
    expect(zoomed(shown, all, 0.5, 1)).toEqual({ from: 501, to: 600 });
    expect(zoomed(shown, all, 0.5, 0.25)).toEqual({ from: 426, to: 525 });
  });

  it('comes no closer than one can tell turns apart, and shows no more than there is', () => {
    expect(spanOf(zoomed(shown, all, 0.000_1, 0.5))).toBe(stretchTurnsMin);
    expect(zoomed(shown, all, 1_000, 0.5)).toEqual(all);
  });

  it('shows all of a tape that is shorter than the shortest stretch', () => {
    const short = { from: 1, to: 3 };
    expect(zoomed(short, short, 0.5, 0.5)).toEqual(short);
  });

  it('moves along and stops at both ends', () => {
    expect(panned(shown, all, 10.4)).toEqual({ from: 411, to: 610 });
    expect(panned(shown, all, -5_000)).toEqual({ from: 1, to: 200 });
    expect(panned(shown, all, 5_000)).toEqual({ from: 801, to: 1_000 });
  });

  it('follows a turn only where that leaves it, and leaves some room then', () => {
    expect(withTurn(shown, all, 600)).toBe(shown);
    expect(withTurn(shown, all, 601)).toEqual({ from: 422, to: 621 });
    expect(withTurn(shown, all, 100)).toEqual({ from: 80, to: 279 });
    expect(withTurn(shown, all, 1_000)).toEqual({ from: 801, to: 1_000 });
  });

  it('finds again each turn at the place where it is drawn', () => {
    for (let turn = shown.from; turn <= shown.to; turn += 1)
      expect(turnAt(shown, partOf(shown, turn))).toBe(turn);
  });

  it('has a turn at every place, both edges too', () => {
    expect([-1, 0, 1, 2].map((part) => turnAt(shown, part))).toEqual([401, 401, 600, 600]);
  });
});
