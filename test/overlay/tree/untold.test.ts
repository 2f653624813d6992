import { describe, expect, it } from 'vitest';
import { dueAt, grow } from '../../../src/overlay/tree/tree.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cast, cat, graft, have, OneTree, prune, range } from '../../support/one-tree.ts';

describe('lazy neighbours', () => {
  it('are told of what has come a little later, in ranges', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, cast(1), cast(2), cast(4));
    expect(it.said).toEqual({});
    expect(dueAt(it.tree)).toBe(limits.haveDelayMs * 1_000);
    expect(it.wait().said).toEqual({ [bob]: [have(range(1, 2), range(4))] });
    expect(it.tree.untold).toBe(null);
  });

  it('are told at once of all that comes until then', () => {
    const it = new OneTree([ann, bob, cat]).hear(bob, prune).hear(ann, cast(1), cast(10));
    it.at = 5_000;
    it.hear(cat, cast(20)).hear(ann, cast(11), cast(2), cast(30, { origin: ann }), cast(3));
    it.hear(ann, cast(31, { origin: ann }));
    expect(dueAt(it.tree)).toBe(limits.haveDelayMs * 1_000);
    expect(it.wait().said).toEqual({
      [bob]: [have(range(1, 3), range(10, 11), range(20), range(30, 31, { origin: ann }))],
    });
  });

  it('are told of casts that have come over as many links together, and apart of others', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune);
    it.hear(ann, cast(1), cast(2, { hops: 3 }), cast(3, { hops: 3 }));
    expect(it.wait().said).toEqual({ [bob]: [have(range(1), range(2, 3, { hops: 4 }))] });
  });

  it('are told in several messages where one has no room for all ranges', () => {
    const casts = Array.from({ length: limits.castRangesMax + 1 }, (_, n) => cast(2 * n));
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, ...casts);
    const ranges = casts.map(({ envelope: { sequence } }) => range(sequence));
    expect(it.wait().said[bob]).toEqual([
      have(...ranges.slice(0, limits.castRangesMax)),
      have(...ranges.slice(limits.castRangesMax)),
    ]);
  });

  it('are told without delay where it is too much to be put off', () => {
    const casts = Array.from({ length: limits.untoldRangesMax }, (_, n) => cast(2 * n));
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, ...casts);
    expect(it.said).toEqual({});
    const last = 2 * limits.untoldRangesMax;
    const said = it.hear(ann, cast(last)).said[bob]!;
    const told = said.flatMap((word) => (word.kind === 'have' ? word.casts : []));
    expect(told).toEqual([...casts, cast(last)].map((each) => range(each.envelope.sequence)));
    expect(it.tree.untold).toBe(null);
  });

  it('are told of nothing that they brought themselves', () => {
    const it = new OneTree([ann, bob, cat]).hear(bob, prune).hear(cat, prune);
    it.hear(bob, cast(1)).hear(ann, cast(2));
    expect(it.wait().said).toEqual({ [bob]: [have(range(2))], [cat]: [have(range(1), range(2))] });
    it.hear(bob, cast(3));
    expect(it.wait().said).toEqual({ [cat]: [have(range(3))] });
  });

  it('are told at once when they ask to be sent what follows', () => {
    const it = new OneTree([ann, bob, cat]).hear(bob, prune).hear(cat, prune).hear(ann, cast(1));
    expect(it.hear(bob, graft()).said).toEqual({ [bob]: [have(range(1))] });
    expect(it.hear(ann, cast(2)).said).toEqual({ [bob]: [cast(2, { hops: 2 })] });
    it.hear(bob, graft());
    expect(it.said).toEqual({});
    expect(it.wait().said).toEqual({ [cat]: [have(range(1, 2))] });
  });

  it('are told at once when they are asked to send what follows', () => {
    const hops = limits.shortcutHopsMin + 1;
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, cast(1, { hops }));
    it.hear(bob, have(range(1, 1, { hops: 1 })));
    expect(it.said[bob]).toEqual([have(range(1, 1, { hops: hops + 1 })), graft()]);
  });

  it('are not waited for where there are none', () => {
    const it = new OneTree([ann]).hear(ann, prune).hear(ann, cast(1));
    expect(it.tree.untold).toBe(null);
    it.take(grow(it.tree, bob, 0)).hear(ann, cast(2));
    expect(it.said).toEqual({ [bob]: [cast(2, { hops: 2 })] });
    expect(it.tree.untold).toBe(null);
  });
});
