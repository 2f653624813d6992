import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cast, have, OneTree, prune, range } from '../../support/one-tree.ts';
import { PureTrees, WALL_MS } from '../../support/pure-trees.ts';

const low = 'aaaa';
const high = 'bbbb';
const expires = WALL_MS + limits.castLifeMs;

describe('cycles', () => {
  it('are cut where copies of casts of the origin with the lowest id meet', () => {
    const it = new OneTree([ann, bob]);
    it.hear(ann, cast(1, { origin: high }), cast(1, { origin: low }));
    expect(it.hear(bob, cast(1, { origin: high })).said).toEqual({});
    expect(it.hear(bob, cast(1, { origin: low })).said).toEqual({ [bob]: [prune] });
    expect(it.tree.counts).toMatchObject({ duplicates: 2, prunes: 1 });
  });

  it('are cut by casts that cross more links first, whoever says them', () => {
    const it = new OneTree([ann, bob]);
    const near = { origin: low, hopLimit: 2 };
    it.hear(ann, cast(1, near), cast(1, { origin: high }), cast(2, near));
    expect(it.hear(bob, cast(1, near)).said).toEqual({});
    expect(it.hear(bob, cast(1, { origin: high })).said).toEqual({ [bob]: [prune] });
  });

  it('are cut by the casts of another one if that has not been heard for a while', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, { origin: low }));
    it.at = limits.guideMs * 1_000;
    it.hear(ann, cast(1, { origin: high })).hear(bob, cast(1, { origin: high }));
    expect(it.said).toEqual({});
    it.at = 2 * limits.guideMs * 1_000 + 1;
    it.hear(ann, cast(2, { origin: high })).hear(bob, cast(2, { origin: high }));
    expect(it.said).toEqual({ [bob]: [prune] });
  });

  it('are cut for the first cast that an origin says in a while, whatever comes first', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(2), cast(1), cast(3));
    expect(it.hear(bob, cast(2), cast(3)).said).toEqual({});
    const next = { expires: expires + limits.guideMs };
    it.hear(ann, cast(4, next), cast(5, next));
    expect(it.hear(bob, cast(1), cast(5, next)).said).toEqual({});
    expect(it.hear(bob, cast(4, next)).said).toEqual({ [bob]: [prune] });
  });

  it('are not closed for the sake of a shorter way of any other origin', () => {
    const hops = limits.shortcutHopsMin + 1;
    const it = new OneTree([ann, bob]).hear(bob, prune);
    it.hear(ann, cast(1, { origin: low, hops }), cast(1, { origin: high, hops }));
    expect(it.hear(bob, have(range(1, 1, { origin: high, hops: 1 }))).said).toEqual({});
    expect(it.hear(bob, have(range(1, 1, { origin: low, hops: 1 }))).said[ann]).toEqual([prune]);
  });
});

/** A ring with chords, over which each message is late by another time. */
function busyTrees(size: number): PureTrees {
  const nodes = Array.from({ length: size }, (_, node) => node);
  const links = nodes.flatMap((node) =>
    [1, 4, 7].map((far) => [node, (node + far) % size] as const),
  );
  let drawn = 1;
  const delayUs = (): number => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return 1_000 + (drawn % 60_000);
  };
  return new PureTrees({ size, links, delayUs });
}

it('a tree comes to stand while several talk all the time, and then nothing comes twice', () => {
  const trees = busyTrees(20);
  const talk = (rounds: number): void => {
    for (let round = 0; round < rounds; round += 1) {
      for (const node of [0, 5, 10, 15]) trees.broadcast(node, 2);
      trees.runTo(trees.at + 20_000);
    }
  };
  talk(100);
  trees.settle();
  const before = trees.trees.map(({ counts }) => counts.grafts);
  trees.payloads = 0;
  trees.deliveries.length = 0;
  talk(50);
  trees.settle();
  expect(trees.deliveries).toHaveLength(50 * 4 * 2 * 19);
  expect(trees.payloads).toBe(trees.deliveries.length);
  expect(trees.trees.map(({ counts }) => counts.grafts)).toEqual(before);
});
