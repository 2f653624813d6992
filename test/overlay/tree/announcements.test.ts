import { describe, expect, it } from 'vitest';
import { dueAt, grow, shed } from '../../../src/overlay/tree/tree.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { CastRange } from '../../../src/protocol/messages.ts';
import {
  ann,
  bob,
  cast,
  cat,
  graft,
  have,
  OneTree,
  own,
  prune,
  range,
} from '../../support/one-tree.ts';

const many = (count: number, of: (n: number) => CastRange) =>
  Array.from({ length: count }, (_, n) => of(n));

describe('what a neighbour has announced', () => {
  it('is waited for before it is asked for', () => {
    const it = new OneTree([ann, bob]).hear(bob, prune, have(range(1, 3)));
    expect(it.asked).toEqual([]);
    expect(dueAt(it.tree)).toBe(limits.graftTimeoutMs * 1_000);
    expect(it.wait().said).toEqual({ [bob]: [graft(range(1, 3))] });
    expect(it.isEager(bob)).toBe(true);
  });

  it('is asked for as far as it has not come', () => {
    const it = new OneTree([ann, bob]).hear(ann, cast(2), cast(5)).hear(bob, have(range(1, 6)));
    expect(it.wait().said).toEqual({ [bob]: [graft(range(1), range(3, 4), range(6))] });
  });

  it('is asked of nobody once it has come', () => {
    const it = new OneTree([ann, bob]).hear(bob, have(range(1))).hear(ann, cast(1));
    expect(it.wait().asked).toEqual([]);
    expect(it.tree.announced.length + it.tree.lacked.length).toBe(0);
    expect(it.tree.neighbours.get(bob)).toMatchObject({ announcements: 0, announcedCasts: 0 });
  });

  it('is asked of one after the other, beginning with who announced it first', () => {
    const it = new OneTree([ann, bob, cat]).hear(cat, have(range(1))).hear(ann, have(range(1)));
    it.hear(bob, have(range(1)));
    const asked = Array.from({ length: 4 }, () => Object.keys(it.wait().said));
    expect(asked).toEqual([[cat], [ann], [bob], [cat]]);
  });

  it('is asked for again after the time for it, so many times and no more', () => {
    const it = new OneTree([ann]).hear(ann, have(range(1)));
    const times: number[] = [];
    while (dueAt(it.tree) !== null)
      if (it.wait().said[ann] !== undefined) times.push(it.at / 1_000);
    const expected = Array.from(
      { length: limits.graftAttemptsMax },
      (_, n) => limits.graftTimeoutMs + n * limits.graftRetryMs,
    );
    expect(times).toEqual(expected);
    expect(it.tree.counts.givenUp).toBe(1);
    expect(it.tree.neighbours.get(ann)).toMatchObject({ announcements: 0, announcedCasts: 0 });
  });

  it('is waited for once more as long as anything comes, so many times and no more', () => {
    const it = new OneTree([ann, bob]).hear(bob, have(range(1, 100)));
    const times: number[] = [];
    for (let n = 0; n < 20 && it.said[bob] === undefined; n += 1) {
      it.hear(ann, cast(n % 2 === 0 ? n : n + 200)).wait();
      times.push(it.at / 1_000);
    }
    expect(times).toHaveLength(limits.graftWaitsMax + 1);
    expect(times.at(-1)).toBe((limits.graftWaitsMax + 1) * limits.graftTimeoutMs);
  });

  it('is not waited for any longer once nothing comes', () => {
    const it = new OneTree([ann, bob])
      .hear(bob, have(range(1, 3)))
      .hear(ann, cast(1))
      .wait();
    expect(it.said).toEqual({});
    expect(it.wait().said).toEqual({ [bob]: [graft(range(2, 3))] });
  });

  it('is not waited for any longer when a neighbour has gone, who may have brought it', () => {
    const it = new OneTree([ann, bob, cat]).hear(bob, have(range(1, 3)));
    it.take(shed(it.tree, cat, 0)).hear(ann, cast(1));
    expect(it.wait().said).toEqual({ [bob]: [graft(range(2, 3))] });
  });

  it('is asked for as long as something of it comes', () => {
    const it = new OneTree([ann]).hear(ann, have(range(1, 2 * limits.graftAttemptsMax)));
    let asked = 0;
    for (let n = 1; n <= 2 * limits.graftAttemptsMax; n += 1) {
      while (it.said[ann] === undefined && dueAt(it.tree) !== null) it.wait();
      asked += 1;
      it.hear(ann, cast(n));
    }
    while (dueAt(it.tree) !== null) expect(it.wait().said[ann]).toBe(undefined);
    expect(asked).toBe(2 * limits.graftAttemptsMax);
    expect(it.tree.counts.givenUp).toBe(0);
  });

  it('is asked of one after the other, too, if each has announced more than the one before', () => {
    const it = new OneTree([ann, bob, cat]).hear(ann, have(range(1)));
    it.hear(bob, have(range(1, 2))).hear(cat, have(range(1, 3)));
    const asked = Array.from({ length: 3 }, () => {
      const said = Object.entries(it.wait().said);
      return said.flatMap(([peer, words]) =>
        words.some((word) => word.kind === 'graft' && word.casts.some(({ first }) => first === 1))
          ? [peer]
          : [],
      );
    });
    expect(asked).toEqual([[ann], [bob], [cat]]);
  });

  it('is given up with who announced it, if nobody else has', () => {
    const it = new OneTree([ann, bob]).hear(bob, have(range(1)));
    it.take(shed(it.tree, bob, 0));
    expect(dueAt(it.tree)).toBe(null);
  });

  it('is asked of others at once when who was asked for it goes', () => {
    const it = new OneTree([ann, bob])
      .hear(bob, have(range(1)))
      .hear(ann, have(range(1)))
      .wait();
    expect(it.take(shed(it.tree, bob, it.at)).said).toEqual({ [ann]: [graft(range(1))] });
  });

  it('is no news if it is our own, or from no link or more than there can be', () => {
    const far = range(1, 1, { hops: limits.hopLimitMax + 1 });
    const it = new OneTree([ann]);
    it.hear(ann, have(range(1, 1, { origin: own }), far, range(1, 1, { hops: 0 }), range(3, 2)));
    expect(dueAt(it.tree)).toBe(null);
    it.hear(ann, have(range(1, 1, { hops: limits.hopLimitMax })));
    expect(dueAt(it.tree)).not.toBe(null);
  });

  it('is of interest only as far back as a window goes, however much it is', () => {
    const it = new OneTree([ann]).hear(ann, have(range(0, 2 ** 53 - 1)));
    expect(it.wait().said).toEqual({
      [ann]: [graft(range(2 ** 53 - limits.originWindow, 2 ** 53 - 1))],
    });
  });

  it('is of no interest if it is of an older life', () => {
    const it = new OneTree([ann]).hear(ann, cast(1, { boot: 2 }), have(range(2)));
    expect(it.tree.announced.length).toBe(0);
  });
});

describe('too much that is announced', () => {
  it('by one neighbour is not noted', () => {
    const ranges = many(limits.announcementsPerNeighbourMax + 1, (n) => range(2 * n));
    const it = new OneTree([ann, bob]).hear(ann, have(...ranges));
    expect(it.tree.announced.length).toBe(limits.announcementsPerNeighbourMax);
    expect(it.tree.counts.tooMany).toBe(1);
    expect(it.hear(bob, have(range(1))).tree.announced.length).toBe(
      limits.announcementsPerNeighbourMax + 1,
    );
  });

  it('in few words is not noted either', () => {
    const full = limits.announcedCastsPerNeighbourMax / limits.originWindow;
    const ranges = many(full + 1, (n) => range(0, limits.originWindow - 1, { origin: `o${n}` }));
    const it = new OneTree([ann]).hear(ann, have(...ranges));
    expect(it.tree.announced.length).toBe(full);
    expect(it.tree.counts.tooMany).toBe(limits.originWindow);
  });

  it('by all together is not noted', () => {
    const peers = many(5, (n) => range(n)).map(({ first }) => `peer${first}`);
    const it = new OneTree(peers);
    const ranges = many(limits.announcementsPerNeighbourMax, (n) => range(2 * n));
    for (const peer of peers) it.hear(peer, have(...ranges));
    expect(it.tree.announced.length).toBe(5 * Math.floor(limits.announcementsMax / 5));
    expect(it.tree.announced.length).toBeLessThanOrEqual(limits.announcementsMax);
  });

  it('by some leaves the others their share, as nobody signs what is announced', () => {
    const liars = ['liar0', 'liar1', 'liar2', 'liar3'];
    const it = new OneTree([...liars, ann]);
    const ranges = many(limits.announcementsPerNeighbourMax, (n) => range(2 * n));
    for (const liar of liars) it.hear(liar, have(...ranges));
    it.hear(ann, have(range(1)));
    expect(it.tree.neighbours.get(ann)).toMatchObject({ announcements: 1 });
    const asked = Array.from({ length: 3 }, () => it.wait().said[ann]).find((said) => said);
    expect(asked).toEqual([graft(range(1))]);
  });

  it('is asked for in parts', () => {
    const peers = [ann, bob];
    const it = new OneTree(peers);
    // Of a window in which every other cast has come, each range that is left is of one cast.
    const ranges = limits.graftRangesMax + 100;
    const origins = Math.ceil(ranges / 512);
    const names = Array.from({ length: origins }, (_, o) => `origin${o}`);
    for (const origin of names) {
      it.hear(bob, ...Array.from({ length: 512 }, (_, n) => cast(2 * n + 1, { origin })));
    }
    for (const origin of names) it.hear(ann, have(range(0, 1_023, { origin })));
    const asked = it.wait().said[ann]!.flatMap((word) => (word.kind === 'graft' ? word.casts : []));
    expect(asked).toHaveLength(limits.graftRangesMax);
    expect(it.wait().said[ann]!.length).toBeGreaterThan(0);
  });
});

describe('times at which something is due', () => {
  it('come in steps, so that many announcements are few alarms', () => {
    const it = new OneTree([ann]);
    const dues = new Set<number | null>();
    for (let n = 0; n < 100; n += 1) {
      it.at = n * 1_000;
      it.hear(ann, have(range(2 * n)));
      for (const { due } of it.tree.announced) dues.add(due);
    }
    expect([...dues]).toEqual([80_000, 120_000, 160_000, 200_000]);
  });
});

describe('a newcomer', () => {
  it('asks for all that it is told of', () => {
    const it = new OneTree([]);
    it.take(grow(it.tree, ann, 0));
    const ranges = many(100, (n) => range(0, 5, { origin: `origin${n}` }));
    it.hear(ann, ...[0, 24, 48, 72, 96].map((start) => have(...ranges.slice(start, start + 24))));
    const asked = it.wait().said[ann]!.flatMap((word) => (word.kind === 'graft' ? word.casts : []));
    expect(asked).toEqual(ranges);
  });
});
