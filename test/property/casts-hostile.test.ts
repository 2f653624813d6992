import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree, TreeAsked, TreeChange, TreeWord } from '../../src/overlay/tree/tree-state.ts';
import {
  due,
  dueAt,
  grow,
  hear,
  judged,
  newTree,
  shed,
  spread,
} from '../../src/overlay/tree/tree.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Cast, CastRange } from '../../src/protocol/messages.ts';
import { digest } from '../../src/values/digest.ts';
import { fromPlain, toPlain } from '../../src/values/plain-values.ts';
import { allKept } from '../../src/overlay/tree/kept-casts.ts';
import { weightOf } from '../../src/overlay/tree/weight-of.ts';
import { ann, bob, cat, own, zoe } from '../support/one-tree.ts';
import { broadcastOf, PureTrees, WALL_MS } from '../support/pure-trees.ts';

const anyNumber = fc.oneof(
  fc.nat(30),
  fc.nat(3_000),
  fc.constantFrom(0, limits.originWindow, 2 ** 31, 2 ** 32, 2 ** 53 - 2, 2 ** 53 - 1),
);
const anyHops = fc.oneof(fc.integer({ min: 1, max: 12 }), anyNumber);
const anyInstance = fc
  .tuple(fc.constantFrom(0, 1, 1, 1, 2, 2 ** 53 - 1), fc.constantFrom(7, 7, 7, 8))
  .map(([boot, nonce]) => ({ boot, nonce }));
const anyPeer = fc.constantFrom(ann, bob, cat);
const anyOrigin = fc.constantFrom(zoe, zoe, zoe, ann, bob, own);

const anyRange: fc.Arbitrary<CastRange> = fc
  .record({
    origin: anyOrigin,
    instance: anyInstance,
    first: anyNumber,
    more: anyNumber,
    hops: anyHops,
  })
  .map(({ first, more, ...range }) => {
    return { ...range, first, last: Math.min(Number.MAX_SAFE_INTEGER, first + more) };
  });

const anyRanges = fc.oneof(
  fc.array(anyRange, { maxLength: limits.castRangesMax }),
  anyRange.map((range) => [{ ...range, first: range.last, last: range.first }]),
);

const anyCast: fc.Arbitrary<Cast> = fc
  .record({
    origin: anyOrigin,
    instance: anyInstance,
    sequence: anyNumber,
    hops: anyHops,
    hopLimit: anyHops,
    lifeMs: fc.constantFrom(-1, 0, 50, 60_000, 120_000, 120_000, 240_000, 240_001),
    isForged: fc.boolean(),
    isPresence: fc.boolean(),
  })
  .map(({ lifeMs, instance, isPresence, ...plan }) => {
    const cast = broadcastOf({ ...plan, expires: WALL_MS + lifeMs });
    const envelope = { ...cast.envelope, instance };
    if (!isPresence) return { ...cast, envelope };
    const said = { state: '', name: '', addresses: [], neighbours: [zoe], everyMs: 0 };
    return { kind: 'presence', envelope, hops: cast.hops, ...said };
  });

const anyWord: fc.Arbitrary<TreeWord> = fc.oneof(
  { weight: 3, arbitrary: anyCast },
  { weight: 1, arbitrary: anyRanges.map((casts) => ({ kind: 'have' as const, casts })) },
  { weight: 1, arbitrary: anyRanges.map((casts) => ({ kind: 'graft' as const, casts })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'prune' as const }) },
);

type Move = (tree: Tree, at: number) => TreeChange;

const wallAt = (at: number) => WALL_MS + at / 1_000;

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(anyPeer, fc.array(anyWord, { maxLength: 12 })).map(
      ([peer, words]): Move =>
        (tree, at) =>
          hear(tree, peer, words, wallAt(at), at),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(12), fc.array(fc.boolean(), { maxLength: 12 })).map(
      ([batch, sound]): Move =>
        (tree, at) =>
          judged(tree, batch, sound, wallAt(at), at),
    ),
  },
  {
    weight: 1,
    arbitrary: anyPeer.map(
      (peer): Move =>
        (tree, at) =>
          grow(tree, peer, at),
    ),
  },
  {
    weight: 1,
    arbitrary: anyPeer.map(
      (peer): Move =>
        (tree, at) =>
          shed(tree, peer, at),
    ),
  },
  { weight: 3, arbitrary: fc.constant(due) },
  {
    weight: 1,
    arbitrary: anyCast.map((cast): Move => (tree, at) => {
      const envelope = { ...cast.envelope, origin: own, instance: { boot: 1, nonce: 7 } };
      return spread(tree, [{ ...cast, envelope, hops: 0 }], wallAt(at), at);
    }),
  },
);

function expectWithinLimits({
  kept,
  origins,
  underWay,
  announced,
  lacked,
  neighbours,
  untold,
}: Tree): void {
  const weights = [...allKept(kept)].map(({ cast }) => weightOf(cast));
  expect(kept.bytes).toBe(weights.reduce((sum, weight) => sum + weight, 0));
  expect(kept.count).toBe(weights.length);
  expect(kept.count).toBeLessThanOrEqual(limits.keptCastsMax);
  const ages = [...kept.ages].reduce((sum, { first, last }) => sum + (last - first + 1), 0);
  expect(ages - kept.gone).toBe(kept.count);
  expect(untold?.ranges.length ?? 0).toBeLessThanOrEqual(limits.untoldRangesMax);
  expect(origins.windows.size).toBeLessThanOrEqual(limits.originsMax);
  const copies = [...underWay.casts.values()].map((each) => 1 + each.copies.length);
  expect(underWay.count).toBe(copies.reduce((sum, count) => sum + count, 0));
  expect(underWay.bytes).toBeLessThanOrEqual(limits.castBytesUnderWayMax);
  expect(announced.length + lacked.length).toBeLessThanOrEqual(limits.announcementsMax);
  const waiting = [...announced, ...lacked];
  for (const [peer, { announcements, announcedCasts }] of neighbours) {
    const its = waiting.filter(({ by }) => by === peer);
    expect(announcements).toBe(its.length);
    expect(announcedCasts).toBe(its.reduce((sum, { first, last }) => sum + (last - first + 1), 0));
  }
}

function expectSayable(asked: readonly TreeAsked[]): void {
  const says = asked.flatMap((each) => (each.type === 'tree.say' ? [each] : []));
  expect(new Set(says.map(({ to }) => to)).size).toBe(says.length);
  for (const word of says.flatMap(({ messages }) => messages)) {
    if (word.kind === 'have' || word.kind === 'graft') {
      expect(word.casts.length).toBeLessThanOrEqual(limits.castRangesMax);
      for (const { first, last } of word.casts) expect(first).toBeLessThanOrEqual(last);
    } else if (word.kind !== 'prune') {
      expect(word.hops).toBeLessThanOrEqual(word.envelope.hopLimit);
    }
  }
}

describe('whatever neighbours say, and whenever', () => {
  it('nothing throws, nothing grows beyond its limits, and every state is a plain value', () => {
    const anyRun = fc.array(fc.tuple(anyMove, fc.nat(60_000)), { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(fc.boolean(), anyRun, (signs, run) => {
        let tree = newTree({ own, seed: 1, signs });
        for (const peer of [ann, bob, cat]) [tree] = grow(tree, peer, 0);
        let at = 0;
        for (const [move, afterUs] of run) {
          at += afterUs;
          const before = digest(fromPlain(toPlain(tree, false)));
          const [next, asked] = move(tree, at);
          expect(digest(fromPlain(toPlain(tree, false)))).toBe(before);
          expectWithinLimits(next);
          expectSayable(asked);
          expect(digest(fromPlain(toPlain(next, false)))).toBe(digest(next));
          tree = next;
        }
        for (let alarms = 0; dueAt(tree) !== null; alarms += 1) {
          expect(alarms).toBeLessThan(5_000);
          [tree] = due(tree, Math.max(at, dueAt(tree)!));
        }
        expect(tree.announced.length + tree.lacked.length + tree.kept.count).toBe(0);
        expect(tree.untold).toBe(null);
      }),
      { numRuns: 100 },
    );
  });

  it('the others are reached, and are handed nothing that was forged', () => {
    const anySaid = fc.array(fc.tuple(fc.nat(3), fc.array(anyWord, { maxLength: 8 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(anySaid, fc.constantFrom(0, 3_000), (said, judgementUs) => {
        // A ring of five, in the midst of which the last says what it likes.
        const ring = [0, 1, 2, 3, 4].map((node) => [node, (node + 1) % 5] as const);
        const liar = 5;
        const links = [...ring, ...[0, 1, 2, 3].map((node) => [node, liar] as const)];
        const trees = new PureTrees({ size: 6, links, signs: true, judgementUs });
        for (const [to, words] of said) {
          trees.say(liar, to, words);
          trees.runTo(trees.at + 5_000);
        }
        const [cast] = trees.broadcast(4);
        trees.settle();
        const times = trees.deliveries.filter((each) => each.cast.envelope === cast!.envelope);
        expect(new Set(times.map(({ node }) => node))).toEqual(new Set([0, 1, 2, 3, liar]));
        expect(times).toHaveLength(5);
        const forged = trees.deliveries.filter((each) => each.cast.envelope.signature[0] !== 1);
        expect(forged).toEqual([]);
        expect(trees.forgers.filter(([by]) => by !== liar)).toEqual([]);
      }),
    );
  });
});
