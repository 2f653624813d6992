import { describe, expect, it } from 'vitest';
import { Dice } from '../../src/sim/dice.ts';

describe('dice', () => {
  it('fall the same for the same seed and label', () => {
    const throws = (dice: Dice) => [
      dice.below(100),
      dice.unit(),
      dice.between(5, 9),
      dice.bytes(7),
    ];
    expect(throws(new Dice('7', 'faults'))).toEqual(throws(new Dice(7, 'faults')));
    expect(throws(new Dice(7, 'faults'))).not.toEqual(throws(new Dice(7, 'links')));
  });

  it('reach both ends of a range and nothing beyond', () => {
    const dice = new Dice(1, 'range');
    const drawn = new Set(Array.from({ length: 200 }, () => dice.between(-2, 2)));
    expect([...drawn].toSorted((one, other) => one - other)).toEqual([-2, -1, 0, 1, 2]);
    expect(dice.between(3, 3)).toBe(3);
    expect(() => dice.between(3, 2)).toThrow(RangeError);
  });

  it('take chances as often as told', () => {
    const dice = new Dice(1, 'chance');
    const count = (probability: number) =>
      Array.from({ length: 2_000 }, () => dice.chance(probability)).filter(Boolean).length;
    expect([count(0), count(1)]).toEqual([0, 2_000]);
    expect(Math.abs(count(0.25) - 500)).toBeLessThan(80);
  });

  it('pick from a list that has something', () => {
    const dice = new Dice(1, 'pick');
    const picked = new Set(Array.from({ length: 100 }, () => dice.pick(['a', 'b', undefined])));
    expect(picked).toEqual(new Set(['a', 'b', undefined]));
    expect(() => dice.pick([])).toThrow(new RangeError('cannot pick from an empty list'));
  });

  it('give bytes of any count, all values among them', () => {
    const dice = new Dice(1, 'bytes');
    expect([0, 1, 4, 5].map((count) => dice.bytes(count).length)).toEqual([0, 1, 4, 5]);
    expect(new Set(dice.bytes(4_096)).size).toBe(256);
  });
});
