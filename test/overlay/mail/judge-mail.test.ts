import { describe, expect, it } from 'vitest';
import { grow, judged, sealed } from '../../../src/overlay/mail/mail.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { MailWord } from '../../../src/protocol/mail-words.ts';
import { ann, bob, own, yan, zoe } from '../../support/any-mail.ts';
import { envelope, fate, letter, OneMail, seek } from '../../support/one-mail.ts';
import { idOf } from '../../support/pure-trees.ts';

const onward = { target: yan, hops: 2 };
const many = <W extends MailWord>(count: number, of: (n: number) => W): W[] =>
  Array.from({ length: count }, (_, n) => of(n));
const numbered = (n: number) => ({ number: n, envelope: envelope(zoe, { sequence: n }) });

describe('what others have sealed', () => {
  it('counts once it was judged: for this node, and for whoever it goes on to', () => {
    const it = new OneMail([ann, bob], { signs: true });
    it.hear(ann, letter([ann]), letter([ann, own, bob], onward));
    expect(it.asked).toMatchObject([{ type: 'mail.judge', batch: 1 }]);
    it.judge();
    expect(it.delivered).toEqual([letter([ann])]);
    expect(it.saidKinds).toEqual({ [bob]: ['letter'] });
  });

  it('goes no further if it is forged, and neither does who brought it look better', () => {
    const it = new OneMail([ann, bob], { signs: true });
    it.hear(
      ann,
      letter([ann]),
      letter([ann, own, bob], onward),
      fate('delivered', [bob, own], { to: yan }),
    );
    it.judge(() => false);
    expect(it.asked).toEqual([{ type: 'mail.forged', by: ann }]);
    expect(it.mail.counts.forged).toBe(it.mail.counts.odd + 1);
  });

  it('needs no seal over the link of its origin', () => {
    const it = new OneMail([ann], { signs: true });
    it.hear(ann, letter([], { envelope: envelope(ann) }));
    expect(it.of('mail.judge')).toEqual([]);
    expect(it.delivered).toHaveLength(1);
    expect(it.saidKinds).toEqual({ [ann]: ['fate'] });
  });

  it('is judged if it is a letter that came already: its name could stand for another', () => {
    const it = new OneMail([ann], { signs: true }).hear(ann, letter([ann])).judge();
    it.hear(ann, letter([ann]));
    expect(it.of('mail.judge')).toHaveLength(1);
  });

  it('goes on over a link that is still there', () => {
    const it = new OneMail([ann, bob], { signs: true }).hear(ann, letter([ann, own, bob], onward));
    const { asked } = it;
    it.mail = { ...it.mail, neighbours: it.mail.neighbours.delete(bob) };
    it.asked = asked;
    it.judge();
    expect(it.of('mail.seal')).toMatchObject([{ words: [{ code: 'broken-route', next: bob }] }]);
  });

  it('that nobody has asked to be judged is nothing', () => {
    const it = new OneMail([ann], { signs: true });
    expect(judged(it.mail, 5, [true], it.now)[1]).toEqual([]);
    const seals = { key: Uint8Array.of(7), signatures: [] };
    expect(sealed(it.mail, 5, seals, it.now)[1]).toEqual([]);
  });

  it('and nobody waits for is not judged', () => {
    const it = new OneMail([ann, bob], { signs: true });
    it.hear(ann, fate('delivered', [ann]), fate('found', [ann]), fate('broken-route', [ann]));
    expect(it.asked).toEqual([]);
  });
});

describe('what is judged at once', () => {
  it('is so much for one neighbour, and a little more after a while', () => {
    const it = new OneMail([ann, bob], { signs: true });
    const half = limits.judgementsMax / 2;
    for (const start of [0, half]) {
      it.hear(ann, ...many(half, (n) => letter([ann], numbered(start + n)))).judge(() => false);
      expect(it.mail.counts.forged).toBe(start + half);
    }
    it.hear(ann, letter([ann], numbered(2 * half)));
    const fates = it.of('mail.seal').flatMap((each) => each.words);
    expect(fates).toMatchObject([{ code: 'relay-busy', sequences: [limits.judgementsMax] }]);
    it.at += 3 * limits.judgementHealUs;
    it.hear(ann, ...many(5, (n) => letter([ann], numbered(20_000 + n))));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(3);
  });

  it('is so much for all', () => {
    const it = new OneMail([ann, bob], { signs: true });
    const { judging } = it.mail.underWay;
    const full = { ...judging, count: limits.mailUnderWayMax - 4 };
    it.mail = { ...it.mail, underWay: { ...it.mail.underWay, judging: full } };
    it.hear(bob, ...many(5, (n) => letter([bob], numbered(20_000 + n))));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(2);
    expect(it.mail.counts.tooMany).toBe(3);
  });

  it('is never so much of one neighbour that there is no room for others', () => {
    const it = new OneMail([ann, bob], { signs: true });
    const all = many(limits.judgementsMax, (n) => letter([ann], numbered(n)));
    it.hear(ann, ...all);
    expect(it.of('mail.judge')[0]!.words).toHaveLength(limits.mailUnderWayMax / 2);
    const first = it.asked;
    it.hear(ann, ...all);
    expect(it.of('mail.judge')).toEqual([]);
    it.hear(bob, ...many(5, (n) => letter([bob], numbered(20_000 + n))));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(5);
    it.asked = first;
    it.judge(() => false).hear(ann, ...all);
    expect(it.of('mail.judge')[0]!.words.length).toBeGreaterThan(1_000);
  });

  it('is never so much in bytes, either', () => {
    const it = new OneMail([ann, bob], { signs: true });
    const body = new Body(new Uint8Array(1_000_000));
    it.hear(ann, ...many(20, (n) => letter([ann], { ...numbered(n), body })));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(8);
    it.hear(bob, ...many(2, (n) => letter([bob], { ...numbered(100 + n), body })));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(2);
  });

  it('is so much in bytes', () => {
    const it = new OneMail([ann], { signs: true });
    const body = new Body(new Uint8Array(1_048_576));
    const { judging } = it.mail.underWay;
    const full = { ...judging, bytes: limits.mailBytesUnderWayMax - 5 * body.length };
    it.mail = { ...it.mail, underWay: { ...it.mail.underWay, judging: full } };
    it.hear(ann, ...many(5, (n) => letter([ann], { ...numbered(n), body })));
    expect(it.of('mail.judge')[0]!.words).toHaveLength(2);
  });
});

describe('what this node says', () => {
  it('is sealed in one piece before it goes over others', () => {
    const it = new OneMail([ann, bob], { signs: true }).post(zoe, 2).seal();
    expect(it.saidKinds).toEqual({ [ann]: ['seek'], [bob]: ['seek'] });
    it.hear(ann, fate('found', [ann], { sequences: [0] })).judge();
    expect(it.of('mail.seal')[0]!.words.map(({ kind }) => kind)).toEqual(['letter', 'letter']);
    it.seal();
    expect(it.said[ann]).toMatchObject([
      { envelope: { key: Uint8Array.of(7), signature: Uint8Array.of(9, 0) }, path: [ann] },
      { envelope: { key: Uint8Array.of(7), signature: Uint8Array.of(9, 1) }, path: [ann] },
    ]);
  });

  it('is sealed once, whatever way it takes', () => {
    const it = new OneMail([ann, bob], { signs: true }).post(zoe).seal();
    it.hear(ann, fate('found', [ann], { sequences: [0] }))
      .judge()
      .seal();
    it.wait().seal();
    it.hear(bob, fate('found', [bob], { sequences: [1] })).judge();
    expect(it.of('mail.seal')).toEqual([]);
    expect(it.said[bob]).toMatchObject([
      { kind: 'letter', envelope: { signature: Uint8Array.of(9, 0) } },
    ]);
  });

  it('takes the way that there is once it is sealed', () => {
    const it = new OneMail([ann], { signs: true }).post(zoe).seal();
    it.hear(ann, fate('found', [ann], { sequences: [0] })).judge();
    const { asked } = it;
    it.take(grow(it.mail, zoe, it.now));
    expect(it.asked).toEqual([]);
    it.asked = asked;
    it.seal();
    expect(it.saidKinds).toEqual({ [zoe]: ['letter'] });
  });

  it('is so much at once that waits for its seal', () => {
    const it = new OneMail([ann, bob], { signs: true });
    const { sealing } = it.mail.underWay;
    const underWay = {
      ...it.mail.underWay,
      sealing: { ...sealing, count: limits.mailUnderWayMax },
    };
    it.mail = { ...it.mail, underWay };
    it.hear(ann, letter([ann, own, idOf(50)], onward));
    expect(it.of('mail.seal')).toEqual([]);
    expect(it.mail.counts.tooMany).toBe(1);
    it.hear(ann, seek([ann])).judge();
    expect(it.asked).toEqual([]);
  });
});
