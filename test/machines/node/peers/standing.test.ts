import { describe, expect, it } from 'vitest';
import {
  charge,
  costOf,
  POINTS_MAX,
  pointsAt,
} from '../../../../src/machines/node/peers/standing.ts';
import { closeCodes } from '../../../../src/protocol/close-codes.ts';
import { limits } from '../../../../src/protocol/limits.ts';

const healUs = limits.standingHealMs * 1_000;

describe('standing', () => {
  it('is whole for somebody of whom nothing bad is known', () => {
    expect(pointsAt(undefined, 5)).toBe(POINTS_MAX);
  });

  it('costs a fault of the protocol, and a flood more', () => {
    const once = charge(undefined, 'bad-field', 7);
    expect(once).toEqual({ points: 75, at: 7 });
    expect(charge(once, 'flood', 8)).toEqual({ points: 35, at: 8 });
  });

  it('is never less than nothing', () => {
    expect(charge({ points: 10, at: 0 }, 'flood', 1)).toEqual({ points: 0, at: 1 });
  });

  it('heals by a point each limits.standingHealMs, up to the whole', () => {
    const standing = { points: 98, at: 1_000 };
    const points = [0, healUs - 1, healUs, 2 * healUs, 9 * healUs].map((us) =>
      pointsAt(standing, 1_000 + us),
    );
    expect(points).toEqual([98, 98, 99, 100, 100]);
  });

  it('loses the beginning of a point by a fault', () => {
    const standing = charge({ points: 50, at: 0 }, 'bad-field', healUs - 1);
    expect(pointsAt(standing, healUs)).toBe(25);
    expect(pointsAt(standing, 2 * healUs - 1)).toBe(26);
  });

  it('turns a peer away after a few faults in a row: less than limits.standingPointsMin is left', () => {
    let standing = charge(undefined, 'bad-field', 0);
    for (let fault = 2; fault <= 4; fault += 1) {
      expect(pointsAt(standing, 0)).toBeGreaterThanOrEqual(limits.standingPointsMin);
      standing = charge(standing, 'bad-field', 0);
    }
    expect(pointsAt(standing, 0)).toBeLessThan(limits.standingPointsMin);
  });

  it('costs nothing that could be the line’s, ours, or the user’s', () => {
    const costly = Object.keys(closeCodes).filter((code) => costOf(code) > 0);
    expect(costly).toEqual([
      'wrong-key',
      'forged',
      'frame-too-short',
      'frame-too-long',
      'header-too-long',
      'malformed-header',
      'unknown-message',
      'bad-field',
      'unexpected-body',
      'unexpected-message',
      'flood',
    ]);
    expect(costOf('toString')).toBe(0);
  });
});
