import { describe, expect, it } from 'vitest';
import { dueAt, eagerToAll, grow, hear, shed, spread } from '../../../src/overlay/tree/tree.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Presence } from '../../../src/protocol/messages.ts';
import {
  ann,
  bob,
  cast,
  cat,
  have,
  OneTree,
  own,
  prune,
  range,
  zoe,
} from '../../support/one-tree.ts';
import { WALL_MS } from '../../support/pure-trees.ts';

describe('a tree', () => {
  it('hands on what is new, to this node and to all eager neighbours but who brought it (S3-26)', () => {
    const it = new OneTree([ann, bob, cat]).hear(ann, cast(1));
    expect(it.delivered).toEqual([1]);
    expect(it.said).toEqual({ [bob]: [cast(1, { hops: 2 })], [cat]: [cast(1, { hops: 2 })] });
  });

  it('treats a presence as it does a broadcast', () => {
    const { envelope } = cast(1);
    const presence: Presence = {
      kind: 'presence',
      envelope,
      hops: 1,
      state: 'here',
      name: 'zoe',
      addresses: [],
      neighbours: [ann],
      everyMs: 10_000,
    };
    const it = new OneTree([ann, bob]).hear(ann, presence, cast(2));
    expect(it.asked).toEqual([
      { type: 'tree.deliver', casts: [presence, cast(2)] },
      { type: 'tree.say', to: bob, messages: [{ ...presence, hops: 2 }, cast(2, { hops: 2 })] },
    ]);
  });

  it('says all casts of one call to a neighbour in one go, in their order', () => {
    const casts = [3, 1, 2].map((n) => cast(n));
    const it = new OneTree([ann, bob]).hear(ann, ...casts);
    expect(it.said[bob]).toEqual([3, 1, 2].map((n) => cast(n, { hops: 2 })));
  });

  it('spreads own casts without handing them to this node', () => {
    const it = new OneTree([ann, bob]);
    it.take(spread(it.tree, [cast(0, { origin: own, hops: 0 })], WALL_MS, 0));
    it.hear(bob, { kind: 'prune' });
    it.take(spread(it.tree, [cast(1, { origin: own, hops: 0 })], WALL_MS, 0));
    expect(it.delivered).toEqual([]);
    expect(it.said).toEqual({ [ann]: [cast(1, { origin: own })] });
    expect(it.wait().said).toEqual({ [bob]: [have(range(1, 1, { origin: own, hops: 1 }))] });
  });

  it('asks who brings a cast for the second time to send no more', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1)).hear(bob, cast(1));
    expect(it.asked).toEqual([{ type: 'tree.say', to: bob, messages: [prune] }]);
    expect([it.isEager(ann), it.isEager(bob)]).toEqual([true, false]);
  });

  it('asks that once for all that comes in one call', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1), cast(2)).hear(bob, cast(1), cast(2));
    expect(it.said).toEqual({ [bob]: [prune] });
  });

  it('asks it of nobody who repeats only what they brought themselves', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1)).hear(ann, cast(1), cast(2), cast(2));
    expect(it.said).toEqual({ [bob]: [cast(2, { hops: 2 })] });
  });

  it('knows its own casts when they come back', () => {
    const it = new OneTree([ann, bob]);
    it.take(spread(it.tree, [cast(1, { origin: own, hops: 0 })], WALL_MS, 0));
    it.hear(ann, cast(1, { origin: own, hops: 2 }));
    expect(it.asked).toEqual([{ type: 'tree.say', to: ann, messages: [prune] }]);
  });

  it('takes nothing for its own that it has not said in this life', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, { origin: own }));
    expect(it.asked).toEqual([]);
    expect(it.tree.counts.stale).toBe(1);
  });

  it('sends no more to who asks for that, but once it says its last word', () => {
    const it = new OneTree([ann, bob, cat]).hear(cat, prune).hear(ann, cast(1));
    expect([it.isEager(bob), it.isEager(cat)]).toEqual([true, false]);
    expect(it.said).toEqual({ [bob]: [cast(1, { hops: 2 })] });
    it.tree = eagerToAll(it.tree);
    expect([it.isEager(bob), it.isEager(cat)]).toEqual([true, true]);
  });

  it('sends again what comes to a neighbour that has gone and come back', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(0)).hear(bob, prune);
    it.at = 1_000;
    it.take(shed(it.tree, bob, it.at))
      .take(grow(it.tree, bob, it.at))
      .hear(ann, cast(1));
    expect(it.said).toEqual({ [bob]: [cast(1, { hops: 2 })] });
  });

  it('hears nothing of who is no neighbour', () => {
    const { tree } = new OneTree([ann]);
    expect(hear(tree, bob, [cast(1), prune], WALL_MS, 0)).toEqual([tree, []]);
    expect(shed(tree, bob, 0)).toEqual([tree, []]);
  });

  it('sends nothing to who is gone', () => {
    const it = new OneTree([ann, bob, cat]);
    it.take(shed(it.tree, bob, 0)).hear(ann, cast(1));
    expect(Object.keys(it.said)).toEqual([cat]);
  });

  it('has nothing due where nothing has come', () => {
    expect(dueAt(new OneTree([ann]).tree)).toBe(null);
  });

  it('tells who comes of all that is kept, in the order of its numbers', () => {
    const it = new OneTree([ann]).hear(ann, cast(2), cast(1), cast(7, { origin: ann }), cast(3));
    it.take(grow(it.tree, bob, 0));
    expect(it.said).toEqual({ [bob]: [have(range(1, 3), range(7, 7, { origin: ann }))] });
    expect(it.isEager(bob)).toBe(true);
  });

  it('tells who comes of nothing that has expired or has no hops left', () => {
    const it = new OneTree([ann]);
    it.hear(ann, cast(1, { expires: WALL_MS + 10 }), cast(2, { hopLimit: 1 }), cast(3));
    it.take(grow(it.tree, bob, 10_000));
    expect(it.said).toEqual({ [bob]: [have(range(3))] });
  });
});

describe('the hop limit', () => {
  it('is how many links a cast crosses, the one on which it came among them', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, { hops: 3, hopLimit: 3 }));
    expect(it.delivered).toEqual([1]);
    expect(it.said).toEqual({});
    it.hear(ann, cast(2, { hops: 2, hopLimit: 3 }));
    expect(it.said).toEqual({ [bob]: [cast(2, { hops: 3, hopLimit: 3 })] });
  });

  it('lets nothing in that has crossed more, or says that it has crossed none', () => {
    const it = new OneTree([ann, bob]);
    it.hear(ann, cast(1, { hops: 4, hopLimit: 3 }), cast(1, { hops: 0 }));
    expect(it.asked).toEqual([]);
    expect(it.tree.counts.tooFar).toBe(2);
    expect(it.hear(ann, cast(1)).delivered).toEqual([1]);
  });

  it('is itself limited', () => {
    const it = new OneTree([ann]).hear(ann, cast(1, { hopLimit: limits.hopLimitMax + 1 }));
    expect(it.delivered).toEqual([]);
    expect(it.hear(ann, cast(1, { hopLimit: limits.hopLimitMax })).delivered).toEqual([1]);
  });

  it('of 0 keeps a cast where it is', () => {
    const it = new OneTree([ann]);
    it.take(spread(it.tree, [cast(1, { origin: own, hops: 0, hopLimit: 0 })], WALL_MS, 0));
    expect(it.asked).toEqual([]);
  });
});

describe('casts out of their time', () => {
  const late = { expires: WALL_MS };
  const early = { expires: WALL_MS + limits.castLifeMs + limits.clockSkewMaxMs + 1 };

  it('are dropped, and nobody is charged or asked to send no more', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, late), cast(2, early));
    expect(it.asked).toEqual([]);
    expect(it.tree.counts).toMatchObject({ expired: 1, tooEarly: 1 });
    it.hear(ann, cast(1, { origin: zoe, boot: 2 })).hear(bob, cast(5));
    expect(it.asked).toEqual([]);
    expect(it.tree.counts.stale).toBe(1);
  });

  it('are told to their origin if that is the neighbour who brought them, once', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, { ...late, origin: ann }));
    expect(it.asked).toEqual([{ type: 'tree.clock', by: ann }]);
    expect(it.hear(ann, cast(2, { ...early, origin: ann })).asked).toEqual([]);
  });
});
