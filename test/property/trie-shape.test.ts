import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Branch, emptyTrie, Leaf, put, take } from '../../src/values/trie.ts';

/** Hashes that part at the first level, at the last, or never. */
const anyLeaf = fc
  .tuple(fc.constantFrom(0, 1, 2, 1 << 27, (1 << 27) + 1, -1), fc.constantFrom('a', 'b', 'c'))
  .map(([hash, key]) => new Leaf(hash, key, 0));

const anyLeaves = fc.uniqueArray(anyLeaf, { selector: ({ hash, key }) => `${hash} ${key}` });

describe('a trie', () => {
  it('has the shape of one that never held more, whoever was taken out', () => {
    fc.assert(
      fc.property(anyLeaves, fc.nat(), fc.boolean(), (leaves, part, batch) => {
        const owner = batch ? {} : null;
        const kept = leaves.slice(0, part % (leaves.length + 1));
        let trie = trieOf(leaves, owner);
        for (const { hash, key } of leaves.slice(kept.length)) trie = take(trie, hash, key, owner);
        expect(shapeOf(trie)).toEqual(shapeOf(trieOf(kept.toReversed(), null)));
      }),
      { numRuns: 300 },
    );
  });

  it('gives no branch below its root to a single leaf', () => {
    fc.assert(
      fc.property(anyLeaves, (leaves) => {
        const lonely = branchesBelow(trieOf(leaves, null)).filter(
          ({ slots }) => slots.length === 1 && slots[0] instanceof Leaf,
        );
        expect(lonely).toEqual([]);
      }),
    );
  });
});

function trieOf(leaves: readonly Leaf<number>[], owner: object | null): Branch<number> {
  return leaves.reduce((trie, leaf) => put(trie, leaf, owner), emptyTrie<number>());
}

function shapeOf(slot: Branch<number> | Leaf<number>): unknown {
  if (slot instanceof Branch) return [slot.bitmap, ...slot.slots.map(shapeOf)];
  return { hash: slot.hash, key: slot.key, next: slot.next && shapeOf(slot.next) };
}

function branchesBelow(branch: Branch<number>): Branch<number>[] {
  const below = branch.slots.filter((slot) => slot instanceof Branch);
  return [...below, ...below.flatMap(branchesBelow)];
}
