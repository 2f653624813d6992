import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Cast } from '../../src/protocol/messages.ts';
import { nameOf, nodeOf } from './pure-trees.ts';
import type { PureTrees } from './pure-trees.ts';

/** Delays that come round again, so that links overtake each other in any way. */
export function anyDelayUs(maxMs: number): fc.Arbitrary<() => number> {
  return fc
    .array(fc.integer({ min: 1, max: maxMs * 1_000 }), { minLength: 1, maxLength: 40 })
    .map((delays) => {
      let next = 0;
      return () => delays[(next += 1) % delays.length]!;
    });
}

/** Casts that need no judgement, or wait for it for shorter or longer than it takes to ask for them. */
export const anyJudgement: fc.Arbitrary<{ signs: boolean; judgementUs: number }> = fc.constantFrom(
  { signs: false, judgementUs: 0 },
  { signs: true, judgementUs: 0 },
  { signs: true, judgementUs: 3_000 },
  { signs: true, judgementUs: 150_000 },
);

export interface Burst {
  readonly node: number;
  readonly count: number;
  readonly afterUs: number;
}

export const anyBursts: fc.Arbitrary<readonly Burst[]> = fc.array(
  fc.record({
    node: fc.nat(),
    count: fc.integer({ min: 1, max: 5 }),
    afterUs: fc.oneof(fc.constant(0), fc.nat(200_000)),
  }),
  { minLength: 1, maxLength: 6 },
);

export function playBursts(trees: PureTrees, bursts: readonly Burst[], hopLimit?: number): Cast[] {
  return bursts.flatMap(({ node, count, afterUs }) => {
    trees.runTo(trees.at + afterUs);
    return trees.broadcast(node % trees.trees.length, count, hopLimit);
  });
}

/** Every node but the origin was handed every cast, and once. */
export function expectOnceEverywhere(trees: PureTrees, casts: readonly Cast[]): void {
  const expected = new Map<string, number>();
  for (const cast of casts) {
    for (const node of trees.trees.keys()) {
      if (node !== nodeOf(cast.envelope.origin)) expected.set(nameOf(node, cast), 1);
    }
  }
  expect(trees.timesDelivered()).toEqual(expected);
}
