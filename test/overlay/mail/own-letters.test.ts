import { describe, expect, it } from 'vitest';
import {
  countsOf,
  dueAt,
  giveUp,
  grow,
  roomFor,
  routeTo,
  shed,
} from '../../../src/overlay/mail/mail.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Letter } from '../../../src/protocol/mail-words.ts';
import { ann, bob, cat, own, yan, zoe } from '../../support/any-mail.ts';
import { envelope, fate, letter, OneMail } from '../../support/one-mail.ts';
import { idOf } from '../../support/pure-trees.ts';

const ways = (path: readonly string[], sequence = 0) =>
  fate('found', path, { sequences: [sequence] });
const done = (path: readonly string[], sequences: readonly number[] = [1]) =>
  fate('delivered', path, { sequences });
const letters = (it: OneMail, to: string): Letter[] =>
  (it.said[to] ?? []).filter((word): word is Letter => word.kind === 'letter');
/** By somebody on the way. */
const fault = (code: string, who: string, path: readonly string[], more = {}) =>
  fate(code, path, { envelope: envelope(who), ...more });

describe('a letter to a neighbour', () => {
  it('goes over the link, and is delivered when the neighbour says so', () => {
    const it = new OneMail([ann], { signs: true }).post(ann, 2);
    expect(it.saidKinds).toEqual({ [ann]: ['letter', 'letter'] });
    expect(letters(it, ann).map(({ number, hops, path }) => [number, hops, path])).toEqual([
      [0, 1, []],
      [1, 1, []],
    ]);
    it.at = 5_000;
    it.hear(ann, fate('delivered', [], { envelope: envelope(ann), sequences: [1, 2] }));
    const outcome = { to: ann, sequences: [1, 2], purpose: 'text', tookUs: 5_000, path: [] };
    expect(it.asked).toEqual([{ type: 'mail.delivered', ...outcome }]);
    expect(countsOf(it.mail).waiting).toBe(0);
  });

  it('is not sent again as long as there is the link, and given up in time', () => {
    const it = new OneMail([ann]).post(ann);
    expect(it.wait().asked).toMatchObject([{ type: 'mail.undelivered', code: 'expired' }]);
    expect(it.at).toBe(limits.letterTimeoutMs * 1_000);
    expect(dueAt(it.mail)).toBe(null);
  });

  it('waits longer each time that the neighbour says that it is busy', () => {
    const it = new OneMail([ann]).post(ann);
    const busy = fate('relay-busy', [], { envelope: envelope(ann) });
    expect(it.hear(ann, busy).asked).toEqual([]);
    expect(it.wait().saidKinds).toEqual({ [ann]: ['letter'] });
    expect(it.at).toBe(limits.seekTimeoutMs * 1_000);
    expect(it.hear(ann, busy).asked).toEqual([]);
    expect(it.wait().saidKinds).toEqual({ [ann]: ['letter'] });
    expect(it.at).toBe(3 * limits.seekTimeoutMs * 1_000);
  });

  it('takes another way when the link goes', () => {
    const it = new OneMail([zoe, ann]).post(zoe);
    it.take(shed(it.mail, zoe, it.now));
    expect(it.saidKinds).toEqual({ [ann]: ['seek'] });
    it.hear(ann, ways([ann]));
    expect(letters(it, ann)).toMatchObject([{ number: 0, path: [ann] }]);
  });
});

describe('a letter over others', () => {
  const sent = (count = 1) => new OneMail([ann, bob]).post(zoe, count).hear(ann, ways([ann, yan]));

  it('is delivered when its target says so, over whatever way', () => {
    const it = sent();
    it.at = 3_000;
    expect(it.hear(bob, done([bob])).asked).toMatchObject([
      { type: 'mail.delivered', tookUs: 3_000, path: [bob] },
    ]);
  });

  it('is delivered once, however often it is said', () => {
    const it = sent().hear(ann, done([ann, yan]));
    expect(it.hear(ann, done([ann, yan])).asked).toEqual([]);
  });

  it('is not delivered because somebody on the way says so', () => {
    const it = sent().hear(ann, fault('delivered', yan, [ann]), fault('delivered', ann, []));
    expect(it.asked).toEqual([]);
    expect(it.mail.letters).toBe(1);
  });

  it('is sent anew with its number over a way that is sought anew when no word comes', () => {
    const it = sent().wait();
    expect(it.at).toBe(limits.fateTimeoutMs * 1_000);
    expect(it.said).toMatchObject({ [bob]: [{ kind: 'seek', avoid: [ann, yan] }] });
    expect(Object.keys(it.said)).toEqual([bob]);
    expect(routeTo(it.mail, zoe)).toBe(null);
    expect(letters(it.hear(bob, ways([bob], 1)), bob)).toMatchObject([{ number: 0, path: [bob] }]);
  });

  it('is waited for longer where the way takes longer', () => {
    const it = new OneMail([ann]).post(zoe);
    it.at = 450_000;
    it.hear(ann, ways([ann]));
    it.wait();
    expect(it.at).toBe(450_000 + 4 * 450_000);
  });

  it('is not sent anew while others that were sent before come through', () => {
    const it = sent(3);
    it.at = 900_000;
    it.hear(ann, done([ann, yan], [1]));
    it.wait();
    expect(it.at).toBeGreaterThan(limits.fateTimeoutMs * 1_000 + 900_000);
  });

  it('is sent anew over the same way when others that were sent later have come through', () => {
    const it = sent(3)
      .hear(ann, done([ann, yan], [2, 3]))
      .wait();
    expect(letters(it, ann)).toMatchObject([{ number: 0, path: [ann, yan] }]);
    expect(it.at).toBe(limits.fateTimeoutMs * 1_000);
  });

  it('has no outcome in time: it is given up', () => {
    const it = sent().waitUntil(limits.letterTimeoutMs * 1_000);
    const codes = it.of('mail.undelivered').map(({ code }) => code);
    expect(['expired', 'no-route']).toContain(codes[0]);
    expect(codes).toHaveLength(1);
  });

  it.each(['broken-route', 'no-relay', 'bad-route', 'expired', 'not-wanted'])(
    'takes another way at once when somebody on the way says %s',
    (code) => {
      const it = sent().hear(ann, fault(code, yan, [ann], { next: zoe }));
      expect(it.saidKinds).toEqual({ [ann]: ['seek'], [bob]: ['seek'] });
      expect(letters(it.hear(bob, ways([bob], 1)), bob)).toHaveLength(1);
    },
  );

  it('waits a while when somebody on the way is busy, and looks for another way when they still are', () => {
    const it = sent().hear(ann, fault('relay-busy', yan, [ann]));
    expect(it.asked).toEqual([]);
    expect(it.post(zoe).asked).toEqual([]);
    expect(letters(it.wait(), ann)).toHaveLength(2);
    expect(it.at).toBe(limits.seekTimeoutMs * 1_000);
    it.hear(ann, fault('relay-busy', yan, [ann]));
    expect(it.wait().saidKinds).toMatchObject({ [bob]: ['seek'] });
  });

  it('heeds a fault of those only who stand on its way', () => {
    const it = sent().hear(ann, fault('broken-route', cat, [ann]));
    it.hear(bob, fault('broken-route', yan, [bob]), fault('not-wanted', bob, []));
    expect([it.asked, it.mail.letters]).toEqual([[], 1]);
  });

  it('heeds no fault of a way that is not taken any more', () => {
    const it = sent();
    it.at = 1_000;
    it.hear(ann, fault('broken-route', yan, [ann], { next: zoe }));
    it.at = 2_000;
    it.hear(bob, ways([bob], 1));
    it.hear(ann, fault('broken-route', yan, [ann], { next: zoe }));
    expect([it.asked, routeTo(it.mail, zoe)?.path]).toEqual([[], [bob]]);
  });

  it('ends when its target does not want it', () => {
    const it = sent().hear(ann, fate('not-wanted', [ann, yan]));
    const outcome = { code: 'not-wanted', where: zoe, hops: 3 };
    expect(it.of('mail.undelivered')).toMatchObject([outcome]);
  });

  it('pauses longer after each way that came to nothing', () => {
    const it = sent();
    const pauses: number[] = [];
    for (let n = 1; n <= 4; n += 1) {
      it.at += 1_000;
      const before = it.at;
      it.hear(ann, fault('broken-route', yan, [ann], { next: zoe }));
      if (it.of('mail.say').length === 0) it.wait();
      pauses.push(Math.floor((it.at - before) / 100_000) / 10);
      it.hear(ann, ways([ann, yan], n));
    }
    expect(pauses).toEqual([0, 0.5, 1, 2]);
  });

  it('is told with what was said of it last when its time is over', () => {
    const it = sent();
    for (let n = 1; it.mail.letters > 0 && n < 50; n += 1) {
      it.hear(ann, fault('broken-route', yan, [ann], { next: zoe }));
      if (it.of('mail.say').length === 0) it.wait();
      if (it.mail.seeking.size > 0) it.hear(ann, ways([ann, yan], n));
    }
    const outcome = { code: 'broken-route', where: yan, hops: 2 };
    expect(it.of('mail.undelivered')).toMatchObject([outcome]);
  });

  it('loses its way with the link that it begins with', () => {
    const it = sent();
    it.take(shed(it.mail, ann, it.now));
    expect(routeTo(it.mail, zoe)).toBe(null);
    expect(it.saidKinds).toEqual({ [bob]: ['seek'] });
  });
});

describe('a letter that may take one way only', () => {
  const echo = (path: readonly string[]) => ({ purpose: 'echo', path }) as const;

  it('goes that way, and nobody is asked for another', () => {
    const it = new OneMail([ann]).post(zoe, 1, echo([ann, bob]));
    expect(letters(it, ann)).toMatchObject([{ path: [ann, bob], purpose: 'echo' }]);
    it.hear(ann, fault('broken-route', bob, [ann], { next: zoe }));
    expect(it.of('mail.undelivered')).toMatchObject([
      { code: 'broken-route', where: bob, hops: 2, purpose: 'echo' },
    ]);
  });

  it('is not sent where the way begins with nobody', () => {
    const it = new OneMail([ann]).post(zoe, 1, echo([bob]));
    expect(it.undelivered).toEqual({ 'broken-route': [1] });
  });

  it('is too far if the way is longer than any may be', () => {
    const path = Array.from({ length: limits.hopLimitMax }, (_, n) => idOf(100 + n));
    expect(new OneMail([ann]).post(zoe, 1, echo(path)).undelivered).toEqual({ 'hop-limit': [1] });
  });

  it('is not waited for as long as others', () => {
    const it = new OneMail([ann]).post(zoe, 1, echo([ann])).wait();
    expect([it.undelivered, it.at]).toEqual([{ expired: [1] }, limits.echoTimeoutMs * 1_000]);
  });

  it('fails with its link', () => {
    const it = new OneMail([ann, bob]).post(zoe, 1, echo([ann]));
    it.take(shed(it.mail, ann, it.now));
    expect(it.undelivered).toEqual({ 'broken-route': [1] });
  });
});

describe('what waits', () => {
  const big = new Body(new Uint8Array(1_048_576));

  it('is so much for one peer', () => {
    const it = new OneMail([ann]).post(zoe, limits.lettersPerPeerMax);
    expect(roomFor(it.mail, zoe, 1)).toBe('outbox-full');
    expect(roomFor(it.mail, yan, 1)).toBe(null);
    expect(it.post(zoe).undelivered).toEqual({ 'outbox-full': [limits.lettersPerPeerMax + 1] });
  });

  it('of one peer spans no more numbers than the window of the other side', () => {
    const it = new OneMail([ann, bob]).post(zoe, limits.lettersPerPeerMax).hear(ann, ways([ann]));
    const all = Array.from({ length: limits.lettersPerPeerMax }, (_, n) => n + 1);
    it.hear(ann, done([ann], all.slice(1)));
    expect([it.mail.letters, roomFor(it.mail, zoe, 1)]).toEqual([1, 'outbox-full']);
    it.hear(ann, done([ann], [1]));
    expect(roomFor(it.mail, zoe, 1)).toBe(null);
  });

  it('is so much for all, in letters and in bytes', () => {
    const it = new OneMail([ann]);
    const peers = limits.lettersMax / limits.lettersPerPeerMax;
    for (let n = 0; n < peers; n += 1) it.post(idOf(100 + n), limits.lettersPerPeerMax);
    expect(it.mail.letters).toBe(limits.lettersMax);
    expect(roomFor(it.mail, yan, 1)).toBe('outbox-full');
    const other = new OneMail([ann]).post(zoe, limits.letterBytesMax / big.length, { body: big });
    expect(roomFor(other.mail, yan, 1)).toBe('outbox-full');
    expect(roomFor(other.mail, yan, 0)).toBe(null);
    expect(roomFor(new OneMail([ann]).mail, yan, 1, limits.lettersPerPeerMax + 1)).not.toBe(null);
  });

  it('is for so many peers; who has all of theirs is forgotten first, but not how far one had counted', () => {
    const it = new OneMail([ann]).post(ann, 5);
    it.hear(ann, fate('delivered', [], { envelope: envelope(ann), sequences: [1, 2, 3, 4, 5] }));
    for (let n = 0; n < limits.correspondentsMax; n += 1) it.post(idOf(100 + n));
    expect(it.mail.correspondents.size).toBe(limits.correspondentsMax);
    expect(it.mail.correspondents.has(ann)).toBe(false);
    expect(it.mail.firstNumber).toBe(5);
    expect(roomFor(it.mail, yan, 1)).toBe('outbox-full');
    it.mail = { ...it.mail, correspondents: it.mail.correspondents.delete(idOf(100)) };
    expect(letters(it.post(ann), ann)).toMatchObject([{ number: 5 }]);
  });

  it('is kept as it was when it was written', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const it = new OneMail([ann]).post(zoe, 1, { body: new Body(bytes) });
    bytes.fill(0);
    const [{ body }] = letters(it.hear(ann, ways([ann])), ann) as [Letter];
    expect([...body.source.subarray(body.start, body.end)]).toEqual([1, 2, 3]);
  });

  it('is given up together when the node stops', () => {
    const it = new OneMail([ann]).post(zoe, 2).post(ann);
    it.take(giveUp(it.mail, 'not-running'));
    const told = it.of('mail.undelivered');
    expect(told.every(({ code }) => code === 'not-running')).toBe(true);
    expect(told.flatMap(({ sequences }) => sequences).sort((a, b) => a - b)).toEqual([1, 2, 3]);
    expect([dueAt(it.mail), it.mail.letters, it.mail.seeking.size]).toEqual([null, 0, 0]);
  });
});

describe('a letter to this node itself', () => {
  it('is none', () => {
    expect(new OneMail([ann]).post(own).undelivered).toEqual({ self: [1] });
  });
});

describe('a neighbour', () => {
  it('that comes or goes twice changes nothing', () => {
    const it = new OneMail([ann]);
    expect(grow(it.mail, ann, it.now)).toEqual([it.mail, []]);
    expect(shed(it.mail, bob, it.now)).toEqual([it.mail, []]);
    expect(it.hear(bob, done([bob])).asked).toEqual([]);
  });
});

describe('what is said to those who ask', () => {
  const question = { purpose: 'ask', topic: 'time' };
  const asker = (n: number) => idOf(2_000 + n);
  const decline = { purpose: 'decline', topic: 'no-such-topic', re: 1 } as const;

  it('goes back over the way that the question came, without a search', () => {
    const it = new OneMail([ann, bob], { signs: true }).hear(ann, letter([yan, ann], question));
    it.judge().post(zoe, 1, { purpose: 'answer', topic: 'time', re: 1 }).seal();
    expect(letters(it, ann)).toMatchObject([{ purpose: 'answer', path: [ann, yan] }]);
  });

  it('goes over the way that is known, if there is one', () => {
    const it = new OneMail([ann, bob]).post(zoe).hear(bob, ways([bob]));
    it.hear(ann, letter([yan, ann], question));
    expect(routeTo(it.mail, zoe)!.path).toEqual([bob]);
  });

  it('goes no way that somebody shows with a question that has come already', () => {
    const it = new OneMail([ann, bob]).hear(ann, letter([ann], question));
    it.take(shed(it.mail, ann, it.now)).hear(bob, letter([bob], question));
    expect(routeTo(it.mail, zoe)).toBe(null);
  });

  it('takes another way if that one is gone, but for a decline: nobody makes this node search for invented names', () => {
    const it = new OneMail([ann, bob]).hear(ann, letter([ann], question)).post(zoe, 1, decline);
    it.take(shed(it.mail, ann, it.now));
    expect(it.undelivered).toEqual({ 'no-route': [1] });
    it.post(zoe, 1, decline);
    expect(it.undelivered).toEqual({ 'no-route': [2] });
    it.post(zoe, 1, { purpose: 'answer' });
    expect(it.saidKinds).toEqual({ [bob]: ['seek'] });
  });

  it('is so much at once, and takes no room from what this node begins to say', () => {
    const it = new OneMail([ann]);
    for (let n = 0; n < limits.repliesMax; n += 1) it.post(asker(n), 1, { purpose: 'answer' });
    const more = it.post(asker(0), 1, { purpose: 'answer' });
    expect(more.undelivered).toEqual({ 'outbox-full': [limits.repliesMax + 1] });
    expect(roomFor(it.mail, asker(0), 1, 1, 'answer')).toBe('outbox-full');
    expect(it.post(zoe).undelivered).toEqual({});
    it.waitUntil(40_000_000);
    expect(it.mail.replies).toEqual({ letters: 0, bytes: 0 });
    expect(roomFor(it.mail, asker(0), 1, 1, 'answer')).toBe(null);
  });

  it('is so much in bytes, too', () => {
    const it = new OneMail([ann]);
    expect(roomFor(it.mail, ann, limits.replyBytesMax, 1, 'answer')).toBe(null);
    expect(roomFor(it.mail, ann, limits.replyBytesMax + 1, 1, 'answer')).toBe('outbox-full');
    expect(roomFor(it.mail, ann, limits.replyBytesMax + 1)).toBe(null);
  });
});
