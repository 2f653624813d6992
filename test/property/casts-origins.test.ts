import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newOrigins, OriginsDraft, verdictOn } from '../../src/overlay/origins.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import { fromPlain, toPlain } from '../../src/values/plain-values.ts';
import { broadcastOf, idOf, WALL_MS } from '../support/pure-trees.ts';

/** Sequences that meet, ones at the edges of the window, and ones far away. */
const anySequence = fc.oneof(
  fc.nat(40),
  fc.integer({ min: limits.originWindow - 20, max: limits.originWindow + 60 }),
  fc.nat(100_000),
  fc.constantFrom(2 ** 53 - 1, 2 ** 53 - limits.originWindow, 2 ** 32),
);

const anyEnvelope: fc.Arbitrary<Envelope> = fc
  .record({
    node: fc.nat(2),
    boot: fc.constantFrom(1, 1, 1, 2),
    sequence: anySequence,
    lifeMs: fc.constantFrom(
      -1,
      0,
      1,
      60_000,
      limits.castLifeMs + limits.clockSkewMaxMs,
      limits.castLifeMs + limits.clockSkewMaxMs + 1,
    ),
  })
  .map(({ node, lifeMs, ...plan }) => {
    return broadcastOf({ origin: idOf(node), expires: WALL_MS + lifeMs, ...plan }).envelope;
  });

/** All that ever came, in a set. */
class DumbOrigins {
  readonly #seen = new Set<string>();
  readonly #lives = new Map<string, { boot: number; top: number }>();

  verdictOn({ origin, instance: { boot }, sequence, expires }: Envelope): string {
    const life = this.#lives.get(origin);
    if (life !== undefined && boot < life.boot) return 'stale';
    if (life?.boot === boot && sequence <= life.top - limits.originWindow) return 'stale';
    if (this.#seen.has(`${origin} ${boot} ${sequence}`)) return 'seen';
    if (expires <= WALL_MS) return 'expired';
    return expires > WALL_MS + limits.castLifeMs + limits.clockSkewMaxMs ? 'too-early' : 'new';
  }

  note({ origin, instance: { boot }, sequence }: Envelope): void {
    const life = this.#lives.get(origin);
    const top = life?.boot === boot ? Math.max(life.top, sequence) : sequence;
    this.#lives.set(origin, { boot, top });
    this.#seen.add(`${origin} ${boot} ${sequence}`);
  }
}

it('origins say what a set of all that ever came would say, in batches of any size', () => {
  const anyBatches = fc.array(fc.array(anyEnvelope, { maxLength: 20 }), { maxLength: 20 });
  fc.assert(
    fc.property(anyBatches, (batches) => {
      const dumb = new DumbOrigins();
      let origins = newOrigins(1);
      for (const batch of batches) {
        const draft = new OriginsDraft(origins, WALL_MS);
        const before = JSON.stringify(toPlain(origins, false));
        for (const envelope of batch) {
          const verdict = draft.verdictOn(envelope);
          expect(verdict).toBe(dumb.verdictOn(envelope));
          if (verdict !== 'new') continue;
          dumb.note(envelope);
          draft.note(envelope);
        }
        const after = draft.close();
        expect(JSON.stringify(toPlain(origins, false))).toBe(before);
        origins = fromPlain(toPlain(after, false)) as typeof after;
        for (const envelope of batch) {
          expect(verdictOn(origins, envelope, WALL_MS)).toBe(dumb.verdictOn(envelope));
        }
      }
    }),
    { numRuns: 300 },
  );
});
