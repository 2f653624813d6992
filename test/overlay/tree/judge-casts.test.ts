import { describe, expect, it } from 'vitest';
import { dueAt, judged, shed } from '../../../src/overlay/tree/tree.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cast, cat, graft, OneTree, prune, range } from '../../support/one-tree.ts';

class SignedTree extends OneTree {
  constructor(neighbours: readonly string[]) {
    super(neighbours, { signs: true });
  }

  judge(batch: number, ...sound: readonly boolean[]): this {
    return this.take(judged(this.tree, batch, sound, this.wallMs, this.at));
  }
}

const casts = (count: number, from = 0) => Array.from({ length: count }, (_, n) => cast(from + n));

describe('casts that are signed', () => {
  it('are judged together before anything comes of them', () => {
    const it = new SignedTree([ann, bob]).hear(ann, ...casts(500));
    expect(it.asked).toEqual([{ type: 'tree.judge', batch: 1, casts: casts(500) }]);
    it.judge(1, ...casts(500).map(() => true));
    expect(it.asked.map(({ type }) => type)).toEqual(['tree.deliver', 'tree.say']);
    expect(it.said[bob]).toHaveLength(500);
    expect(it.tree.underWay).toMatchObject({ count: 0, bytes: 0 });
  });

  it('are neither noted nor handed on if they are forged, and who brought them is told of', () => {
    const it = new SignedTree([ann, bob]).hear(ann, cast(1), cast(2), cast(3));
    it.judge(1, false, true, false);
    expect(it.asked).toEqual([
      { type: 'tree.forged', by: ann },
      { type: 'tree.deliver', casts: [cast(2)] },
      { type: 'tree.say', to: bob, messages: [cast(2, { hops: 2 })] },
    ]);
    expect(it.hear(bob, cast(1)).asked).toEqual([
      { type: 'tree.judge', batch: 2, casts: [cast(1)] },
    ]);
  });

  it('are not judged twice when they come from two', () => {
    const it = new SignedTree([ann, bob]).hear(ann, cast(1)).hear(bob, cast(1)).hear(bob, cast(1));
    expect(it.asked).toEqual([]);
    it.judge(1, true);
    expect(it.delivered).toEqual([1]);
    expect(it.said).toEqual({ [bob]: [cast(1, { hops: 2 }), prune] });
  });

  it('are judged as others brought them where the first was forged', () => {
    const it = new SignedTree([ann, bob, cat])
      .hear(ann, cast(1))
      .hear(bob, cast(1))
      .hear(cat, cast(1));
    it.judge(1, false);
    expect(it.asked).toEqual([
      { type: 'tree.forged', by: ann },
      { type: 'tree.judge', batch: 2, casts: [cast(1)] },
    ]);
    it.judge(2, true);
    expect(it.delivered).toEqual([1]);
    expect(it.said[cat]).toContainEqual(prune);
    expect(it.said[ann]).toEqual([cast(1, { hops: 2 })]);
    expect(it.tree.underWay).toMatchObject({ count: 0, bytes: 0 });
  });

  it('are not asked for while they are judged', () => {
    const it = new SignedTree([ann, bob]).hear(ann, cast(1));
    it.hear(bob, { kind: 'have', casts: [range(1, 2)] });
    expect(it.wait().said).toEqual({ [bob]: [graft(range(2))] });
  });

  it('count although who brought them is gone', () => {
    const it = new SignedTree([ann, bob]).hear(ann, cast(1));
    it.take(shed(it.tree, ann, 0)).judge(1, true);
    expect(it.delivered).toEqual([1]);
  });

  it('count for nothing if they expire meanwhile', () => {
    const it = new SignedTree([ann, bob]).hear(ann, cast(1)).hear(bob, cast(1));
    it.at = limits.castLifeMs * 1_000;
    expect(it.judge(1, true).asked).toEqual([]);
    expect(it.tree.counts.expired).toBe(1);
  });

  it('are not missed where a judgement names none', () => {
    const it = new SignedTree([ann]).hear(ann, cast(1));
    expect(it.judge(7, true).asked).toEqual([]);
    expect(it.judge(1).asked).toEqual([]);
    expect(it.tree.underWay.count).toBe(0);
  });
});

describe('more casts than are judged', () => {
  it('for one neighbour are had from it later, as its allowance comes back', () => {
    const it = new SignedTree([ann, bob]).hear(ann, ...casts(limits.judgementsMax));
    it.judge(1, ...casts(limits.judgementsMax).map(() => true));
    const more = casts(3, limits.judgementsMax);
    expect(it.hear(ann, ...more).asked).toEqual([]);
    expect(it.tree.counts.tooMany).toBe(3);
    expect(it.hear(bob, cast(100_000)).asked).toHaveLength(1);
    it.at = 2 * limits.judgementHealUs;
    const [asked] = it.hear(ann, ...more).asked;
    expect(asked).toEqual({ type: 'tree.judge', batch: 3, casts: more.slice(0, 2) });
    it.judge(3, true, true);
    const last = limits.judgementsMax + 2;
    expect(it.wait().said[ann]).toEqual([graft(range(last, last, { hops: 1 }))]);
  });

  it('at once, from all neighbours, are had later', () => {
    const it = new SignedTree([ann, bob]).hear(ann, ...casts(limits.castsUnderWayMax - 1));
    it.hear(bob, cast(100_000), cast(100_001));
    expect(it.asked).toEqual([{ type: 'tree.judge', batch: 2, casts: [cast(100_000)] }]);
    expect(dueAt(it.tree)).toBe(limits.graftTimeoutMs * 1_000);
  });

  it('at once, by their bytes, are had later', () => {
    const body = new Body(new Uint8Array(limits.bodyBytesMax));
    const count = Math.floor(limits.castBytesUnderWayMax / (limits.bodyBytesMax + 512));
    const long = Array.from({ length: count + 1 }, (_, n) => cast(n, { body }));
    const it = new SignedTree([ann]).hear(ann, ...long);
    expect(it.asked).toEqual([{ type: 'tree.judge', batch: 1, casts: long.slice(0, count) }]);
    expect(it.tree.underWay.bytes).toBeLessThanOrEqual(limits.castBytesUnderWayMax);
  });
});
