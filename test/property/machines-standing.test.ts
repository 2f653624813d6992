import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/machines/node/context/node-context.ts';
import { charge, costOf, POINTS_MAX, pointsAt } from '../../src/machines/node/peers/standing.ts';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import { limits } from '../../src/protocol/limits.ts';

const healUs = limits.standingHealMs * 1_000;
const faults = Object.keys(closeCodes).filter((code) => costOf(code) > 0);
const anyCode = fc.oneof(fc.constantFrom(...faults), fc.constantFrom(...Object.keys(closeCodes)));
const anyStory = fc.array(fc.record({ afterUs: fc.nat({ max: 40 * healUs }), code: anyCode }), {
  maxLength: 30,
  size: 'max',
});

describe('law: standing is within 0 and the whole, and never falls without a fault', () => {
  it('whatever a peer is charged with, and when', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 1, max: healUs }), (story, stepUs) => {
        let standing: Standing | undefined;
        let at = 0;
        for (const { afterUs, code } of story) {
          let last = pointsAt(standing, at);
          for (const us of [stepUs, afterUs]) {
            const points = pointsAt(standing, at + Math.min(us, afterUs));
            expect(points).toBeGreaterThanOrEqual(last);
            last = points;
          }
          at += afterUs;
          standing = charge(standing, code, at);
          expect(standing.points).toBe(Math.max(0, last - costOf(code)));
          expect(standing.points).toBeLessThanOrEqual(POINTS_MAX);
        }
        expect(pointsAt(standing, at + POINTS_MAX * healUs)).toBe(POINTS_MAX);
      }),
      { numRuns: 500 },
    );
  });
});
