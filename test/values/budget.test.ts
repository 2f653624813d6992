import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLeft, spend, WHOLE } from '../../src/values/budget.ts';

const terms = { most: 3, healMs: 10, debt: 2 };

describe('a budget', () => {
  it('is spent one by one, and heals one by one', () => {
    let wholeAt = WHOLE;
    for (let spent = 0; spent < terms.most; spent += 1) {
      expect(hasLeft(wholeAt, 5, terms)).toBe(true);
      wholeAt = spend(wholeAt, 1, 5, terms);
    }
    expect(wholeAt).toBe(30_005);
    expect([5, 10_004, 10_005].map((at) => hasLeft(wholeAt, at, terms))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('can be overdrawn so far and no further', () => {
    expect(spend(WHOLE, 100, 7, terms)).toBe(7 + 5 * 10_000);
  });

  // An oracle that counts: it refills in whole steps since the last time it was whole.
  it('grants what one would that is counted', () => {
    const anyVisits = fc.array(fc.nat({ max: 40_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(anyVisits, (pauses) => {
        let [at, wholeAt, left] = [1, WHOLE, terms.most * 10_000];
        for (const pause of pauses) {
          at += pause;
          left = Math.min(terms.most * 10_000, left + pause);
          const isGranted = left >= 10_000;
          expect(hasLeft(wholeAt, at, terms)).toBe(isGranted);
          if (!isGranted) continue;
          left -= 10_000;
          wholeAt = spend(wholeAt, 1, at, terms);
        }
      }),
    );
  });
});
