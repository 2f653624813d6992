import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/inspector/answers/head.ts';
import {
  missingStretches,
  nearestTurn,
  turnBeside,
} from '../../../../src/inspector/page/store/turns-there.ts';

function fault(kind: Fault['kind'], fromTurn: number, toTurn: number | null): Fault {
  return { kind, code: '', text: '', fromTurn, toTurn, segment: 1, offset: 0, bytes: 0 };
}

const there = {
  firstTurn: 1,
  lastTurn: 100,
  faults: [fault('gap', 10, 19), fault('damage', 20, 24), fault('different', 50, null)],
};

describe('turns that are there', () => {
  it('steps over what is missing, also where two stretches touch', () => {
    expect(turnBeside(9, 1, there)).toBe(25);
    expect(turnBeside(25, -1, there)).toBe(9);
    expect(turnBeside(49, 1, there)).toBe(50);
  });

  it('stays where it is at both ends', () => {
    expect(turnBeside(1, -1, there)).toBe(1);
    expect(turnBeside(100, 1, there)).toBe(100);
  });

  it('stays where it is when nothing is behind what is missing', () => {
    const torn = { firstTurn: 1, lastTurn: 9, faults: [fault('gap', 10, 19)] };
    expect(turnBeside(9, 1, torn)).toBe(9);
  });

  it('finds the nearest to one that is not there', () => {
    expect([11, 16, 23, 0, 500].map((wanted) => nearestTurn(wanted, there))).toEqual([
      9, 9, 25, 1, 100,
    ]);
  });

  it('takes as missing only what is, and says where it ends', () => {
    expect(missingStretches(there.faults)).toEqual([
      [10, 19],
      [20, 24],
    ]);
  });
});
