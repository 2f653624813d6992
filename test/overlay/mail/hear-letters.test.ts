import { describe, expect, it } from 'vitest';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cat, own, yan, zoe } from '../../support/any-mail.ts';
import { envelope, letter, OneMail } from '../../support/one-mail.ts';
import { idOf, WALL_MS } from '../../support/pure-trees.ts';

const numbered = (number: number, more = {}) => ({
  number,
  envelope: envelope(zoe, { sequence: number + 100, ...more }),
});
const onward = { target: yan, hops: 2 };

describe('a letter for this node', () => {
  it('is handed over with its way, and its origin is told', () => {
    const it = new OneMail([ann]).hear(ann, letter([yan, ann]));
    expect(it.delivered).toEqual([letter([yan, ann])]);
    const told = { to: zoe, code: 'delivered', sequences: [1], path: [yan, ann], next: '' };
    expect(it.fates).toEqual([told]);
  });

  it('is handed over once, and told as delivered as often as it comes', () => {
    const it = new OneMail([ann]).hear(ann, letter([ann]));
    it.hear(ann, letter([ann]), letter([idOf(30), ann]));
    expect(it.delivered).toEqual([]);
    expect(it.fates.map(({ code, path }) => [code, path])).toEqual([
      ['delivered', [ann]],
      ['delivered', [idOf(30), ann]],
    ]);
    expect(it.mail.counts).toMatchObject({ taken: 1, again: 2 });
  });

  it('is told with others that came the same way, so many in one', () => {
    const all = Array.from({ length: limits.fateSequencesMax + 1 }, (_, n) =>
      letter([ann], numbered(n)),
    );
    const it = new OneMail([ann]).hear(ann, ...all);
    expect(it.delivered).toHaveLength(limits.fateSequencesMax + 1);
    expect(it.fates.map(({ sequences }) => sequences.length)).toEqual([limits.fateSequencesMax, 1]);
  });

  it('is not wanted from somebody who is banned, or for a purpose that is not known', () => {
    const it = new OneMail([ann]);
    it.banned = zoe;
    expect(it.hear(ann, letter([ann])).fates).toMatchObject([{ code: 'not-wanted' }]);
    it.banned = null;
    const strange = letter([ann], { purpose: 'parcel' });
    expect(it.hear(ann, strange).fates).toMatchObject([{ code: 'not-wanted' }]);
    expect(it.hear(ann, letter([ann])).delivered).toHaveLength(1);
  });

  it('is too late when its time is over, and too early when it cannot be yet', () => {
    const it = new OneMail([ann]);
    it.hear(ann, letter([ann], numbered(0, { expires: WALL_MS })));
    expect(it.fates).toMatchObject([{ code: 'expired' }]);
    it.hear(ann, letter([ann], numbered(0, { expires: WALL_MS + 1_000_000 })));
    expect(it.fates).toMatchObject([{ code: 'clock-off' }]);
  });

  it('says nothing of what is older than all that is known', () => {
    const it = new OneMail([ann]).hear(ann, letter([ann], numbered(limits.originWindow)));
    expect(it.hear(ann, letter([ann], numbered(0))).asked).toEqual([]);
  });

  it('is not handed over if it is an echo, and is told all the same', () => {
    const it = new OneMail([ann]).hear(ann, letter([ann], { purpose: 'echo' }));
    expect([it.delivered, it.fates.length]).toEqual([[], 1]);
  });

  it('that never belonged here is an impossible way', () => {
    const it = new OneMail([ann, bob]);
    expect(it.hear(ann, letter([ann, bob], { hops: 2 })).fates).toMatchObject([
      { code: 'bad-route', path: [ann] },
    ]);
    expect(it.hear(ann, letter([ann], { target: yan })).fates).toMatchObject([
      { code: 'bad-route', path: [ann] },
    ]);
    expect(it.delivered).toEqual([]);
  });
});

describe('a letter for somebody else', () => {
  it('goes to whom its way names next, with one link more behind it', () => {
    const it = new OneMail([ann, bob]).hear(ann, letter([ann, own, bob], onward));
    expect(it.said).toEqual({ [bob]: [letter([ann, own, bob], { target: yan, hops: 3 })] });
    const last = new OneMail([ann, yan]).hear(ann, letter([ann, own], onward));
    expect(Object.keys(last.said)).toEqual([yan]);
    expect(last.mail.counts.relayed).toBe(1);
  });

  it('goes no further than its hop limit, which is exact', () => {
    const it = new OneMail([ann, bob]);
    const limited = (hopLimit: number) =>
      letter([ann, own, bob], { ...onward, envelope: envelope(zoe, { hopLimit }) });
    expect(it.hear(ann, limited(3)).saidKinds).toEqual({ [bob]: ['letter'] });
    expect(it.hear(ann, limited(2)).fates).toEqual([
      { to: zoe, code: 'hop-limit', sequences: [1], path: [ann], next: bob },
    ]);
    expect(it.hear(ann, limited(1)).asked).toEqual([]);
  });

  it('ends where the next is no neighbour', () => {
    const it = new OneMail([ann]).hear(ann, letter([ann, own, bob], onward));
    const told = { to: zoe, code: 'broken-route', sequences: [1], path: [ann], next: bob };
    expect(it.fates).toEqual([told]);
  });

  it('ends at who passes nothing on', () => {
    const it = new OneMail([ann, bob], { relays: false }).hear(
      ann,
      letter([ann, own, bob], onward),
    );
    expect(it.fates).toMatchObject([{ code: 'no-relay', next: bob }]);
  });

  it('ends when its time is over', () => {
    const over = { ...onward, envelope: envelope(zoe, { expires: WALL_MS }) };
    const it = new OneMail([ann, bob]).hear(ann, letter([ann, own, bob], over));
    expect(it.fates).toMatchObject([{ code: 'expired', path: [ann] }]);
  });

  it('ends where its way comes by a place twice', () => {
    const it = new OneMail([ann, bob]);
    const loop = letter([ann, own, bob, own], onward);
    expect(it.hear(ann, loop).fates).toMatchObject([{ code: 'bad-route', path: [ann] }]);
    const later = letter([ann, own, bob, cat, bob], onward);
    expect(it.hear(ann, later).fates).toMatchObject([{ code: 'bad-route', path: [ann] }]);
    // Of a loop that lies behind it nobody could be told.
    const behind = letter([bob, ann, bob, ann, own], { target: yan, hops: 5 });
    expect(it.hear(ann, behind).asked).toEqual([]);
  });

  it('is no word at all if it cannot have come from there', () => {
    const it = new OneMail([ann, bob]);
    it.hear(ann, letter([bob, own], onward), letter([ann, own], { ...onward, hops: 1 }));
    it.hear(ann, letter([ann, own], { ...onward, envelope: envelope(own) }));
    it.hear(
      ann,
      letter([ann, own], { ...onward, hops: 4 }),
      letter([ann, own], { target: yan, hops: 0 }),
    );
    expect(it.asked).toEqual([]);
    expect(it.mail.counts.odd).toBe(5);
  });
});

describe('what is passed on for one neighbour', () => {
  const many = (count: number, start = 0, more = {}) =>
    Array.from({ length: count }, (_, n) =>
      letter([ann, own, bob], { ...onward, ...numbered(start + n), ...more }),
    );

  it('is so many letters, and so many more in a second', () => {
    const it = new OneMail([ann, bob]).hear(ann, ...many(limits.relayedLettersMax + 2));
    expect(it.said[bob]).toHaveLength(limits.relayedLettersMax);
    expect(it.fates).toMatchObject([{ code: 'relay-busy', next: bob }]);
    expect(it.fates[0]!.sequences).toHaveLength(2);
    it.at += 500_000;
    it.hear(ann, ...many(limits.relayedLettersMax, 10_000));
    expect(it.said[bob]).toHaveLength(limits.relayedLettersPerSecond / 2);
  });

  it('is so many bytes, and so many more in a second', () => {
    const body = new Body(new Uint8Array(limits.relayedBytesMax / 8));
    const it = new OneMail([ann, bob]).hear(ann, ...many(9, 0, { body }));
    expect(it.said[bob]).toHaveLength(8);
    expect(it.fates).toMatchObject([{ code: 'relay-busy', sequences: [108] }]);
    it.at += 1_000_000 / (limits.relayedBytesPerSecond / body.length);
    expect(it.hear(ann, ...many(3, 20, { body })).said[bob]).toHaveLength(1);
  });

  it('does not count for another neighbour', () => {
    const it = new OneMail([ann, bob, cat]).hear(ann, ...many(limits.relayedLettersMax + 1));
    const other = letter([cat, own, bob], onward);
    expect(it.hear(cat, other).saidKinds).toEqual({ [bob]: ['letter'] });
  });
});

describe('what cannot be passed on', () => {
  it('makes so many fates and no more, and one more after a while', () => {
    const it = new OneMail([ann]);
    const all = Array.from({ length: limits.refusalsMax + 10 }, (_, n) =>
      letter([ann, own], { ...onward, envelope: envelope(idOf(1_000 + n)) }),
    );
    const ways = all.map((each) => ({ ...each, path: [ann, own], hops: 2 }));
    it.hear(ann, ...ways);
    expect(it.fates).toHaveLength(limits.refusalsMax);
    expect(it.hear(ann, ways[0]!).fates).toEqual([]);
    it.at += limits.refusalHealMs * 1_000;
    expect(it.hear(ann, ways[0]!, ways[1]!).fates).toHaveLength(1);
  });

  it('makes none the fewer for what others have brought', () => {
    const it = new OneMail([ann, bob]);
    const brought = (by: string, n: number) =>
      letter([by, own], { ...onward, hops: 2, envelope: envelope(idOf(1_000 + n)) });
    it.hear(ann, ...Array.from({ length: limits.refusalsMax + 10 }, (_, n) => brought(ann, n)));
    expect(it.hear(bob, brought(bob, 0)).fates).toHaveLength(1);
  });
});

describe('letters of many whom nobody has heard of', () => {
  const late = WALL_MS + limits.castLifeMs + limits.clockSkewMaxMs;
  const invented = (by: string, count: number, start = 0) =>
    Array.from({ length: count }, (_, n) =>
      letter([by], { envelope: envelope(idOf(1_000 + start + n), { expires: late }) }),
    );

  it('are so many for one neighbour, and one more after a while', () => {
    const it = new OneMail([ann, bob]);
    expect(it.hear(ann, ...invented(ann, limits.newcomersMax + 3)).delivered).toHaveLength(
      limits.newcomersMax,
    );
    expect(it.fates.filter(({ code }) => code === 'relay-busy')).toHaveLength(3);
    expect(it.hear(bob, letter([bob])).delivered).toHaveLength(1);
    it.at += limits.newcomerHealMs * 1_000;
    expect(it.hear(ann, ...invented(ann, 3, 5_000)).delivered).toHaveLength(1);
  });

  it('take the place of nobody who has written already', () => {
    const it = new OneMail([ann, bob, cat]).hear(bob, letter([bob]));
    it.hear(ann, ...invented(ann, limits.newcomersMax));
    it.hear(cat, ...invented(cat, limits.newcomersMax, 5_000));
    expect(it.mail.origins.windows.size).toBe(limits.originsMax);
    const second = { number: 1, envelope: envelope(zoe, { sequence: 2 }) };
    expect(it.hear(bob, letter([bob], second)).delivered).toHaveLength(1);
    expect(it.hear(bob, letter([bob], { envelope: envelope(yan) })).fates).toMatchObject([
      { code: 'relay-busy' },
    ]);
    expect(it.hear(bob, letter([], { envelope: envelope(bob) })).delivered).toHaveLength(1);
    it.at += (limits.castLifeMs + limits.clockSkewMaxMs) * 1_000;
    const fresh = envelope(yan, { expires: late + limits.castLifeMs });
    expect(it.hear(bob, letter([bob], { envelope: fresh })).delivered).toHaveLength(1);
  });
});
