import { describe, expect, it } from 'vitest';
import { allKept } from '../../../src/overlay/tree/kept-casts.ts';
import { weightOf } from '../../../src/overlay/tree/weight-of.ts';
import { due, dueAt, spread } from '../../../src/overlay/tree/tree.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { TreeWord } from '../../../src/overlay/tree/tree-state.ts';
import { ann, bob, cast, graft, have, OneTree, own, prune, range } from '../../support/one-tree.ts';
import { WALL_MS } from '../../support/pure-trees.ts';

const casts = (count: number, from = 0) => Array.from({ length: count }, (_, n) => cast(from + n));

function sequences(words: readonly TreeWord[] = []): readonly number[] {
  return words.flatMap((word) => (word.kind === 'broadcast' ? [word.envelope.sequence] : []));
}

function keptOf({ tree }: OneTree): readonly number[] {
  const kept = [...allKept(tree.kept)].map((entry) => entry.cast.envelope.sequence);
  return kept.sort((a, b) => a - b);
}

describe('casts that are kept', () => {
  it('are given to who asks for them, who is sent the next ones, too', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune).hear(ann, ...casts(4));
    expect(it.hear(bob, graft(range(1, 2), range(9))).said).toEqual({
      [bob]: [cast(1, { hops: 2 }), cast(2, { hops: 2 }), have(range(0, 3))],
    });
    expect(it.hear(ann, cast(4)).said).toEqual({ [bob]: [cast(4, { hops: 2 })] });
  });

  it('are not given once they have expired, or if they are of another life', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1, { expires: WALL_MS + 10 }), cast(2));
    it.hear(bob, graft(range(2, 2, { instance: { boot: 2, nonce: 7 } })));
    expect(it.said).toEqual({});
    it.at = 10_000;
    expect(sequences(it.hear(bob, graft(range(1, 2))).said[bob])).toEqual([2]);
  });

  it('are only so many, and the oldest go', () => {
    const it = new OneTree([ann])
      .hear(ann, ...casts(10))
      .hear(ann, ...casts(limits.keptCastsMax - 9, 10));
    expect(keptOf(it)).toEqual(casts(limits.keptCastsMax, 1).map((each) => each.envelope.sequence));
    expect(it.tree.kept.bytes).toBe(limits.keptCastsMax * weightOf(cast(1)));
  });

  it('go many at once where they come one by one, so that room is made seldom', () => {
    const it = new OneTree([ann]).hear(ann, ...casts(limits.keptCastsMax)).hear(ann, cast(5_000));
    const left = limits.keptCastsMax - it.tree.kept.count + 1;
    expect(left).toBe(64);
    it.hear(ann, ...casts(left - 1, 6_000));
    expect(it.tree.kept.count).toBe(limits.keptCastsMax);
    expect(it.tree.kept.bytes).toBe(limits.keptCastsMax * weightOf(cast(1)));
  });

  it('are only the last of what comes at once, if that is too much', () => {
    const it = new OneTree([ann]).hear(ann, ...casts(limits.keptCastsMax + 5));
    expect(keptOf(it)).toEqual(casts(limits.keptCastsMax, 5).map((each) => each.envelope.sequence));
  });

  it('are only so many bytes, and the oldest go', () => {
    const body = new Body(new Uint8Array(limits.bodyBytesMax));
    const long = Array.from({ length: 20 }, (_, n) => cast(n, { body }));
    const it = new OneTree([ann]).hear(ann, ...long);
    const room = Math.floor(limits.keptCastBytesMax / weightOf(long[0]!));
    expect(keptOf(it)).toEqual(long.slice(-room).map((each) => each.envelope.sequence));
    expect(it.tree.kept.bytes).toBeLessThanOrEqual(limits.keptCastBytesMax);
  });

  it('go when they are too old', () => {
    const it = new OneTree([ann]).hear(ann, cast(1));
    it.at = 1_500_000;
    it.hear(ann, cast(2));
    expect(dueAt(it.tree)).toBe(limits.keptCastMs * 1_000);
    it.take(due(it.tree, limits.keptCastMs * 1_000));
    expect(keptOf(it)).toEqual([2]);
    expect(it.wait().at).toBe(limits.keptCastMs * 1_000 + 2_000_000);
    expect(it.tree.kept).toMatchObject({ gone: 0, bytes: 0 });
    expect(dueAt(it.tree)).toBe(null);
  });

  it('are seen, still, when they are gone', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(1)).wait();
    expect(it.hear(bob, cast(1)).asked).toEqual([{ type: 'tree.say', to: bob, messages: [prune] }]);
  });

  it('do not change with the memory from which their user has sent them', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const it = new OneTree([ann]);
    const said = cast(1, { origin: own, hops: 0, body: new Body(bytes) });
    it.take(spread(it.tree, [said], WALL_MS, 0));
    bytes.fill(9);
    const [again] = it.hear(ann, graft(range(1, 1, { origin: own }))).said[ann]!;
    expect(again).toEqual(
      cast(1, { origin: own, hops: 1, body: new Body(Uint8Array.of(1, 2, 3)) }),
    );
  });
});

describe('what one neighbour is given for its asking', () => {
  it('is so much in one go, and comes back with time', () => {
    const body = new Body(new Uint8Array(limits.bodyBytesMax));
    const long = Array.from({ length: 8 }, (_, n) => cast(n, { body }));
    const it = new OneTree([ann, bob]).hear(ann, ...long);
    const cost = weightOf(long[0]!) + limits.graftLookupBytes;
    const most = Math.floor(limits.graftBytesMax / cost);
    expect(sequences(it.hear(bob, graft(range(0, 7))).said[bob])).toHaveLength(most);
    expect(it.hear(bob, graft(range(0, 7))).said).toEqual({});
    it.at = Math.ceil((cost / limits.graftBytesPerSecond) * 1_000_000);
    expect(sequences(it.hear(bob, graft(range(0, 7))).said[bob])).toHaveLength(1);
    expect(sequences(it.hear(ann, graft(range(0, 7))).said[ann])).toHaveLength(most);
  });

  it('is about what a link holds that nobody reads, so that to ask and not to read takes no more memory', () => {
    const body = new Body(new Uint8Array(limits.bodyBytesMax / 16));
    const it = new OneTree([ann, bob]).hear(
      ann,
      ...Array.from({ length: 64 }, (_, n) => cast(n, { body })),
    );
    const words = [range(0, 31), range(32, 63), range(0, 63)].map((each) => graft(each));
    const given = it.hear(bob, ...words).said[bob]!;
    const bytes = given.length * body.length;
    expect(bytes).toBeGreaterThan(limits.linkBufferBytesMax);
    expect(bytes).toBeLessThan(1.25 * limits.linkBufferBytesMax);
  });

  it('is looked for so many times, whether it is there or not', () => {
    const window = range(0, limits.originWindow - 1);
    const it = new OneTree([ann, bob]).hear(ann, cast(0), cast(limits.originWindow - 1));
    const goes = limits.graftBytesMax / (limits.originWindow * limits.graftLookupBytes);
    for (let n = 0; n < goes; n += 1) it.hear(bob, graft(window));
    expect(it.hear(bob, graft(range(0))).said).toEqual({});
    expect(it.isEager(bob)).toBe(true);
  });
});
