import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, WALL_MS } from '../../support/pure-trees.ts';
import { ann, bob, cat, own, yan, zoe } from '../../support/any-mail.ts';
import { envelope, OneMail, seek } from '../../support/one-mail.ts';

const elsewhere = { target: yan };

describe('a search for somebody else', () => {
  it('is passed on to all neighbours but who brought it and those who have, with one name more', () => {
    const it = new OneMail([ann, bob, cat]).hear(ann, seek([bob, ann], elsewhere));
    expect(it.said).toEqual({ [cat]: [seek([bob, ann, own], elsewhere)] });
  });

  it('is not passed on to its origin', () => {
    const words = { ...elsewhere, envelope: envelope(bob) };
    const it = new OneMail([ann, bob, cat]).hear(ann, seek([ann], words));
    expect(Object.keys(it.said)).toEqual([cat]);
  });

  it('is passed on to none of those whom it avoids, who would pass it over', () => {
    const avoiding = { ...elsewhere, avoid: [cat, idOf(50)] };
    const it = new OneMail([ann, bob, cat]).hear(ann, seek([ann], avoiding));
    expect(it.saidKinds).toEqual({ [bob]: ['seek'] });
    expect(it.said[bob]).toMatchObject([{ avoid: [cat, idOf(50)] }]);
    const avoided = new OneMail([ann, bob]).hear(ann, seek([ann], { ...elsewhere, avoid: [own] }));
    expect([avoided.asked, avoided.mail.counts.odd]).toEqual([[], 1]);
  });

  it('is judged anew if it avoids others under the same seal', () => {
    const sealed = { envelope: envelope(zoe, { signature: Uint8Array.of(1) }) };
    const it = new OneMail([ann, bob], { signs: true }).hear(ann, seek([yan, ann], sealed));
    it.hear(bob, seek([bob], { ...sealed, avoid: [cat] }));
    expect(it.of('mail.judge')).toHaveLength(1);
  });

  it('is passed on once, and again only when it has come by a way that is shorter by two', () => {
    const far = seek([idOf(31), yan, ann], { target: idOf(50) });
    const it = new OneMail([ann, bob, cat]).hear(ann, far);
    expect(it.saidKinds).toEqual({ [bob]: ['seek'], [cat]: ['seek'] });
    const again = seek([idOf(30), bob], { target: idOf(50) });
    expect(it.hear(bob, again).asked).toEqual([]);
    expect(it.hear(bob, seek([bob], { target: idOf(50) })).saidKinds).toEqual({
      [ann]: ['seek'],
      [cat]: ['seek'],
    });
  });

  it('is passed on again when its way is shorter by one, where few hops are left (limits.hopsToSpare)', () => {
    const near = { target: idOf(50), envelope: envelope(zoe, { hopLimit: limits.hopsToSpare }) };
    const it = new OneMail([ann, bob, cat]).hear(ann, seek([yan, ann], near));
    expect(it.hear(bob, seek([bob], near)).saidKinds).toEqual({ [ann]: ['seek'], [cat]: ['seek'] });
  });

  it('ends where the links that it may cross are used up, which its origin is told once', () => {
    const two = { ...elsewhere, envelope: envelope(zoe, { hopLimit: 2 }) };
    const it = new OneMail([ann, bob]).hear(ann, seek([ann], two));
    const told = { to: zoe, code: 'hop-limit', sequences: [1], path: [ann], next: '' };
    expect(it.fates).toEqual([told]);
    expect(it.saidKinds).toEqual({ [ann]: ['fate'] });
    expect(it.hear(bob, seek([bob], two)).asked).toEqual([]);
  });

  it('ends in silence where nobody else could be told', () => {
    const two = { ...elsewhere, envelope: envelope(zoe, { hopLimit: 2 }) };
    expect(new OneMail([ann]).hear(ann, seek([ann], two)).asked).toEqual([]);
    expect(new OneMail([ann]).hear(ann, seek([ann], elsewhere)).asked).toEqual([]);
  });

  it('is not passed on by who passes nothing on, who is not even asked to judge it', () => {
    const it = new OneMail([ann, bob], { relays: false, signs: true });
    expect(it.hear(ann, seek([ann], elsewhere)).asked).toEqual([]);
    expect(it.hear(ann, seek([ann])).of('mail.judge')).toHaveLength(1);
  });

  it.each([
    ['has come by here', ann, seek([own, ann], elsewhere)],
    ['comes by somebody twice', ann, seek([bob, ann, bob, ann], elsewhere)],
    ['comes by its target', ann, seek([yan, ann], elsewhere)],
    ['comes by its origin', ann, seek([zoe, ann], elsewhere)],
    ['names another who brought it', ann, seek([bob], elsewhere)],
    ['is told as somebody else’s', ann, seek([], elsewhere)],
    ['is over', ann, seek([ann], { envelope: envelope(zoe, { expires: WALL_MS }) })],
    ['crosses too many links', ann, seek([ann], { envelope: envelope(zoe, { hopLimit: 1 }) })],
    [
      'could cross too many',
      ann,
      seek([ann], { envelope: envelope(zoe, { hopLimit: limits.hopLimitMax + 1 }) }),
    ],
  ])('goes no further if it %s', (_, from, word) => {
    const it = new OneMail([ann, bob]).hear(from, word);
    expect(it.asked).toEqual([]);
    expect(it.mail.counts.odd).toBe(1);
  });

  it('that is our own comes back to nothing', () => {
    const it = new OneMail([ann, bob]).hear(
      ann,
      seek([ann], { ...elsewhere, envelope: envelope(own) }),
    );
    expect(it.asked).toEqual([]);
  });
});

describe('a search for this node', () => {
  it('is answered over the way that it came', () => {
    const it = new OneMail([ann, bob]).hear(ann, seek([yan, ann]));
    const answer = { to: zoe, code: 'found', sequences: [1], path: [yan, ann], next: '' };
    expect(it.fates).toEqual([answer]);
    expect(it.saidKinds).toEqual({ [ann]: ['fate'] });
  });

  it('is answered to a neighbour without a name between', () => {
    const it = new OneMail([ann]).hear(ann, seek([], { envelope: envelope(ann) }));
    expect(it.fates).toEqual([{ to: ann, code: 'found', sequences: [1], path: [], next: '' }]);
  });

  it('is answered again for each shorter way, so many times', () => {
    const it = new OneMail([ann]);
    const answers = Array.from({ length: 8 }, (_, n) => {
      const names = Array.from({ length: 10 - n }, (__, place) => idOf(20 + place));
      return it.hear(ann, seek([...names, ann])).fates.length;
    });
    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(limits.answersPerSeekMax);
    expect(it.hear(ann, seek([yan, idOf(40), idOf(41), ann])).asked).toEqual([]);
  });
});

describe('many searches', () => {
  const searches = (count: number, start = 0, origin = zoe) =>
    Array.from({ length: count }, (_, n) =>
      seek([ann], { ...elsewhere, envelope: envelope(origin, { sequence: start + n }) }),
    );

  it('of one origin are passed on up to its budget, which comes back with time', () => {
    const it = new OneMail([ann, bob]);
    it.hear(ann, ...searches(limits.seeksPerOriginMax + 5));
    expect(it.said[bob]).toHaveLength(limits.seeksPerOriginMax);
    expect(it.mail.counts.tooMany).toBe(5);
    it.at += limits.seekHealMs * 1_000;
    expect(it.hear(ann, ...searches(3, 1_000)).said[bob]).toHaveLength(1);
    expect(it.hear(ann, ...searches(1, 0, yan)).asked).toEqual([]);
  });

  it('beyond the budget are neither judged nor kept, so that they take nobody’s place', () => {
    const it = new OneMail([ann, bob], { signs: true });
    it.hear(ann, ...searches(limits.seeksPerOriginMax + 5)).judge();
    expect(it.mail.heard.seeks.size).toBe(limits.seeksPerOriginMax);
    it.hear(ann, ...searches(limits.seeksHeardMax, 1_000));
    expect([it.asked, it.mail.heard.seeks.size]).toEqual([[], limits.seeksPerOriginMax]);
    expect(
      it
        .hear(bob, seek([bob], { envelope: envelope(yan) }))
        .judge()
        .of('mail.seal'),
    ).toHaveLength(1);
  });

  it('of many origins are known as far as there is room, and are forgotten in time', () => {
    const it = new OneMail([ann, bob]);
    const all = Array.from({ length: limits.seeksHeardMax + 3 }, (_, n) =>
      seek([ann], { ...elsewhere, envelope: envelope(idOf(1_000 + (n % 200)), { sequence: n }) }),
    );
    it.hear(ann, ...all);
    expect(it.mail.heard.seeks.size).toBe(limits.seeksHeardMax);
    expect(it.mail.counts.tooMany).toBeGreaterThanOrEqual(3);
    it.at += limits.seekHeardMs * 1_000;
    it.hear(ann, seek([ann], elsewhere));
    expect(it.mail.heard.seeks.size).toBe(1);
    expect(it.said[bob]).toHaveLength(1);
  });

  it('keep no new one out for longer than limits.seekHeardMinMs: the oldest gives way', () => {
    const it = new OneMail([ann, bob]);
    const all = Array.from({ length: limits.seeksHeardMax }, (_, n) =>
      seek([ann], { ...elsewhere, envelope: envelope(idOf(1_000 + (n % 200)), { sequence: n }) }),
    );
    it.hear(ann, ...all);
    it.at += limits.seekHeardMinMs * 1_000 - 1;
    expect(it.hear(ann, ...searches(1)).asked).toEqual([]);
    it.at += 1;
    expect(it.hear(ann, ...searches(1)).said[bob]).toHaveLength(1);
    expect(it.mail.heard.seeks.size).toBe(limits.seeksHeardMax);
    expect(it.mail.heard.ages.length).toBe(limits.seeksHeardMax);
    expect(it.hear(bob, all[1]!).asked).toEqual([]);
  });

  it('of more origins than are counted forget whoever is whole first', () => {
    const it = new OneMail([ann, bob]);
    for (let n = 0; n <= limits.originsMax; n += 1) {
      it.at += 20;
      it.hear(ann, ...searches(1, 0, idOf(1_000 + n)));
    }
    expect(it.mail.heard.budgets.size).toBe(limits.originsMax);
  });
});

describe('a search that is to be judged', () => {
  const sealedSeek = (path: readonly string[], signature = 1, target = yan) =>
    seek(path, { target, envelope: envelope(zoe, { signature: Uint8Array.of(signature) }) });

  it('goes on once it was found good, over the shortest way that it came meanwhile', () => {
    const it = new OneMail([ann, bob, cat], { signs: true });
    it.hear(ann, sealedSeek([idOf(30), ann]));
    const asked = it.asked;
    expect(it.hear(bob, sealedSeek([bob])).asked).toEqual([]);
    it.asked = asked;
    expect(it.judge().said).toEqual({
      [ann]: [sealedSeek([bob, own])],
      [cat]: [sealedSeek([bob, own])],
    });
  });

  it('needs no second judgement when it comes by a shorter way later', () => {
    const it = new OneMail([ann, bob, cat], { signs: true }).hear(
      ann,
      sealedSeek([idOf(30), idOf(31), ann]),
    );
    it.judge();
    it.hear(bob, sealedSeek([bob]));
    expect(it.saidKinds).toEqual({ [ann]: ['seek'], [cat]: ['seek'] });
  });

  it('goes no further if it is forged, and keeps none out that is like it', () => {
    const it = new OneMail([ann, bob, cat], { signs: true }).hear(
      ann,
      sealedSeek([ann], 1, idOf(50)),
    );
    const first = it.asked;
    it.hear(bob, sealedSeek([bob]));
    const second = it.asked;
    it.asked = first;
    expect(it.judge(() => false).asked).toEqual([{ type: 'mail.forged', by: ann }]);
    it.asked = second;
    expect(it.judge().saidKinds).toEqual({ [ann]: ['seek'], [cat]: ['seek'] });
  });

  it('is not judged again if another of that name was good', () => {
    const it = new OneMail([ann, bob, cat], { signs: true }).hear(ann, sealedSeek([ann])).judge();
    expect(it.hear(bob, sealedSeek([bob], 2)).asked).toEqual([]);
  });
});
