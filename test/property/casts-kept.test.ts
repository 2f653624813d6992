import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  allKept,
  findKept,
  forgetOld,
  keep,
  keptNothing,
  oldestDueAt,
  replaceKept,
} from '../../src/overlay/tree/kept-casts.ts';
import type { KeptCast } from '../../src/overlay/tree/kept-chunk.ts';
import { weightOf } from '../../src/overlay/tree/weight-of.ts';
import { limits } from '../../src/protocol/limits.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Cast } from '../../src/protocol/messages.ts';
import { digest } from '../../src/values/digest.ts';
import { fromPlain, toPlain } from '../../src/values/plain-values.ts';
import { ann, bob } from '../support/one-tree.ts';
import { broadcastOf, idOf, WALL_MS } from '../support/pure-trees.ts';

const big = new Body(new Uint8Array(limits.bodyBytesMax));

interface Dumb {
  readonly serial: number;
  readonly cast: Cast;
  readonly keptAt: number;
}

/** How many come at once, how far apart in a window, and whether they are as big as can be. */
const anyArrival = fc.record({
  count: fc.oneof(fc.nat(5), fc.nat(300), fc.constantFrom(1_500, limits.keptCastsMax + 3)),
  step: fc.constantFrom(1, 1, 1, 7, 64, 1_000),
  windows: fc.constantFrom(1, 1, 3),
  isBig: fc.boolean(),
  from: fc.constantFrom(ann, bob),
  afterUs: fc.constantFrom(0, 1_000, 20_000_000, limits.keptCastMs * 1_000),
});

it('casts are kept as in a list that lets the oldest go, whatever comes together', () => {
  fc.assert(
    fc.property(fc.array(anyArrival, { maxLength: 8 }), (arrivals) => {
      let kept = keptNothing(1);
      let dumb: Dumb[] = [];
      const next = [0, 0, 0];
      let at = 0;
      for (const { count, step, windows, isBig, from, afterUs } of arrivals) {
        at += afterUs;
        kept = forgetOld(kept, at);
        dumb = dumb.filter(({ keptAt }) => keptAt > at - limits.keptCastMs * 1_000);
        const serials = Array.from({ length: count }, (_, n) => n % windows).sort((a, b) => a - b);
        const casts = serials.map((serial) => {
          const sequence = (next[serial]! += step);
          return broadcastOf({ origin: idOf(serial), sequence, ...(isBig ? { body: big } : {}) });
        });
        const before = [...allKept(kept)];
        const after = keep(kept, { casts, serials }, { from, keptAt: at, wallMs: WALL_MS });
        expect(same([...allKept(kept)], before)).toBe(true);
        kept = after;
        dumb.push(...casts.map((cast, n) => ({ serial: serials[n]!, cast, keptAt: at })));
        // Room for more than was needed may have been made.
        expect(kept.count).toBeLessThanOrEqual(Math.min(dumb.length, limits.keptCastsMax));
        expect(kept.count).toBeGreaterThanOrEqual(least(dumb, count));
        dumb = dumb.slice(dumb.length - kept.count);
        expect(kept.bytes).toBe(dumb.reduce((sum, { cast }) => sum + weightOf(cast), 0));
        expect(oldestDueAt(kept) === null).toBe(dumb.length === 0);
      }
      expect(digest(fromPlain(toPlain(kept, false)))).toBe(digest(kept));
      expect([...allKept(kept)].length).toBe(dumb.length);
      const isFound = ({ serial, cast, keptAt }: Dumb): boolean => {
        const found = findKept(kept, serial, cast.envelope.sequence);
        return found?.cast === cast && found.run.serial === serial && found.run.keptAt === keptAt;
      };
      expect(dumb.filter((each) => !isFound(each))).toEqual([]);
      const [first] = dumb;
      if (first === undefined) return;
      const nearer = { ...first.cast, hops: 3 };
      const { sequence } = nearer.envelope;
      const changed = replaceKept(kept, findKept(kept, first.serial, sequence)!, nearer);
      expect(findKept(changed, first.serial, sequence)!.cast).toBe(nearer);
      expect(findKept(kept, first.serial, sequence)!.cast).toBe(first.cast);
      expect(digest(changed)).not.toBe(digest(kept));
    }),
    { numRuns: 50 },
  );
});

function same(some: readonly KeptCast[], others: readonly KeptCast[]): boolean {
  return some.length === others.length && some.every(({ cast }, n) => cast === others[n]!.cast);
}

/** What has room, less what goes at once with those that have to. */
function least(all: readonly Dumb[], came: number): number {
  let bytes = 0;
  let count = 0;
  for (const { cast } of all.toReversed()) {
    bytes += weightOf(cast);
    if (bytes > limits.keptCastBytesMax || count === limits.keptCastsMax) break;
    count += 1;
  }
  return all.length > limits.keptCastsMax && came < 64
    ? Math.min(count, limits.keptCastsMax - 64)
    : count;
}
