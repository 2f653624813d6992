import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cast, cat, graft, have, OneTree, prune, range } from '../../support/one-tree.ts';

describe('a neighbour that goes on sending what has come', () => {
  it('is told again after a while, in case that words have crossed', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1), cast(2), cast(3)).hear(bob, cast(1));
    it.at = limits.pruneAgainMs * 1_000 - 1;
    expect(it.hear(bob, cast(2)).said).toEqual({});
    it.at = limits.pruneAgainMs * 1_000;
    expect(it.hear(bob, cast(3)).said).toEqual({ [bob]: [prune] });
    expect(it.tree.counts).toMatchObject({ duplicates: 3, prunes: 2 });
  });
});

describe('a shorter way', () => {
  const far = limits.shortcutHopsMin + 1;

  it('takes the place of the one there is, if it is shorter by enough', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, cast(1, { hops: far }));
    it.wait().hear(bob, have(range(1, 1, { hops: 1 })));
    expect(it.said).toEqual({ [ann]: [prune], [bob]: [graft()] });
    expect([it.isEager(ann), it.isEager(bob)]).toEqual([false, true]);
  });

  it('does not, if it is shorter by less', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, cast(1, { hops: far }));
    expect(it.hear(bob, have(range(1, 1, { hops: 2 }))).said).toEqual({});
  });

  it('is taken, too, when it was announced before the cast came', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune);
    it.hear(bob, have(range(1, 1, { hops: 1 })))
      .hear(ann, cast(1, { hops: far }))
      .wait();
    expect(it.wait().said).toEqual({ [ann]: [prune], [bob]: [graft()] });
  });
});

describe('a shorter way of a cast with few hops to spare', () => {
  const hopLimit = limits.hopsToSpare + 10;
  const tight = { hopLimit, hops: 11 };

  it('is told to all others, as they may lack what could not be passed on', () => {
    const it = new OneTree([ann, bob, cat]).hear(ann, cast(1, tight));
    expect(it.hear(bob, cast(1, { hopLimit, hops: 5 })).said).toEqual({
      [ann]: [have(range(1, 1, { hops: 6 }))],
      [bob]: [prune],
      [cat]: [have(range(1, 1, { hops: 6 }))],
    });
    expect(it.hear(bob, have(range(1, 1, { hops: 4 }))).said).toEqual({});
  });

  it('is told to them, too, when more was announced that does not come', () => {
    const it = new OneTree([ann, bob, cat]).hear(bob, have(range(1, 2, { hops: 5 })));
    it.hear(ann, cast(1, tight));
    const said = Array.from({ length: 2 }, () => it.wait().said);
    expect(said).toContainEqual({
      [ann]: [have(range(1, 1, { hops: 6 }))],
      [cat]: [have(range(1, 1, { hops: 6 }))],
    });
  });

  it('is kept for who asks', () => {
    const it = new OneTree([ann, bob, cat]).hear(ann, cast(1, { hopLimit: 3, hops: 3 }));
    expect(it.hear(cat, graft(range(1))).said).toEqual({});
    it.hear(bob, have(range(1, 1, { hops: 2 })));
    expect(it.hear(cat, graft(range(1))).said).toEqual({
      [cat]: [cast(1, { hopLimit: 3, hops: 3 })],
    });
  });

  it('is no news where there are hops enough', () => {
    const enough = { hopLimit: hopLimit + 1, hops: 11 };
    const it = new OneTree([ann, bob, cat]).hear(ann, cast(1, enough));
    it.hear(bob, have(range(1, 1, { hops: 5 })));
    expect(it.said).toEqual({});
  });

  it('is told of many casts in as few words as it was heard', () => {
    const casts = Array.from({ length: 500 }, (_, n) => cast(n, tight));
    const it = new OneTree([ann, bob, cat]).hear(ann, ...casts);
    it.hear(bob, have(range(0, 499, { hops: 5 })));
    const told = [have(range(0, 499, { hops: 6 }))];
    expect(it.said).toEqual({ [ann]: told, [cat]: told });
  });
});
