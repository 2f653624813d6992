import { describe, expect, it } from 'vitest';
import { dueAt, grow, routeTo } from '../../../src/overlay/mail/mail.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Seek } from '../../../src/protocol/mail-words.ts';
import { ann, bob, cat, own, yan, zoe } from '../../support/any-mail.ts';
import { envelope, fate, OneMail } from '../../support/one-mail.ts';
import { idOf } from '../../support/pure-trees.ts';

const found = (path: readonly string[], sequence = 0) =>
  fate('found', path, { sequences: [sequence] });

const searchesOf = (it: OneMail) =>
  Object.entries(it.said).flatMap(([to, words]) =>
    words.flatMap((word) => (word.kind === 'seek' ? [[to, word.envelope.sequence]] : [])),
  );

describe('a peer to whom no way is known', () => {
  it('is asked for of all neighbours', () => {
    const it = new OneMail([ann, bob]).post(zoe);
    expect(it.saidKinds).toEqual({ [ann]: ['seek'], [bob]: ['seek'] });
    const [word] = it.said[ann]!;
    expect(word).toMatchObject({ target: zoe, path: [], envelope: { origin: own, sequence: 0 } });
  });

  it('is asked for once for all that is written to it meanwhile', () => {
    const it = new OneMail([ann]).post(zoe);
    expect(it.post(zoe, 3).asked).toEqual([]);
    it.hear(ann, found([ann]));
    expect(it.saidKinds).toEqual({ [ann]: ['letter', 'letter', 'letter', 'letter'] });
    expect(it.said[ann]!.map(({ path }) => path)).toEqual([[ann], [ann], [ann], [ann]]);
    expect(routeTo(it.mail, zoe)).toEqual({ path: [ann], tookUs: 0 });
  });

  it('is asked for again and again, each time for twice as long, and then given up', () => {
    const it = new OneMail([ann]).post(zoe);
    const at: number[] = [];
    for (let n = 1; n < limits.seeksPerLetterMax; n += 1) {
      expect(searchesOf(it.wait())).toEqual([[ann, n]]);
      at.push(it.at / 1_000);
    }
    expect(at).toEqual([limits.seekTimeoutMs, 3 * limits.seekTimeoutMs]);
    expect(it.wait().undelivered).toEqual({ 'no-route': [1] });
    expect(it.at / 1_000).toBe(7 * limits.seekTimeoutMs);
    expect(dueAt(it.mail)).toBe(null);
  });

  it('may answer an earlier search as well as the last', () => {
    const it = new OneMail([ann]).post(zoe).wait().wait();
    expect(it.hear(ann, found([ann], 1)).saidKinds).toEqual({ [ann]: ['letter'] });
  });

  it('is too far if anybody says so, according to the farthest', () => {
    const it = new OneMail([ann, bob]).post(zoe, 2);
    const tooFar = (path: string[], who: string) =>
      fate('hop-limit', path, { envelope: envelope(who), sequences: [0] });
    it.hear(ann, tooFar([ann], yan)).hear(bob, tooFar([bob, cat], idOf(30)));
    it.hear(ann, tooFar([ann, idOf(33)], idOf(31)), tooFar([ann], idOf(32)));
    it.waitUntil(10_000_000);
    const fault = { code: 'hop-limit', where: idOf(30), hops: 3, sequences: [1, 2] };
    expect(it.of('mail.undelivered')).toMatchObject([fault]);
  });

  it('is not looked for if there is no neighbour', () => {
    expect(new OneMail([]).post(zoe).undelivered).toEqual({ 'no-route': [1] });
  });

  it('is asked of a neighbour that comes meanwhile, too', () => {
    const it = new OneMail([ann]).post(zoe);
    it.take(grow(it.mail, bob, it.now));
    expect(searchesOf(it)).toEqual([[bob, 0]]);
  });

  it('is written to directly once it is a neighbour itself', () => {
    const it = new OneMail([ann]).post(zoe);
    it.take(grow(it.mail, zoe, it.now));
    expect(it.saidKinds).toEqual({ [zoe]: ['letter'] });
    expect(it.mail.seeking.size).toBe(0);
  });
});

describe('a peer that nobody has found', () => {
  const unfound = () => new OneMail([ann]).post(zoe).waitUntil(3_500_000);

  it('is known as such for a while', () => {
    const it = unfound();
    expect(it.post(zoe).undelivered).toEqual({ 'no-route': [2] });
    it.at += limits.unfoundMs * 1_000;
    expect(it.post(zoe).saidKinds).toEqual({ [ann]: ['seek'] });
  });

  it('is looked for again once a neighbour has come', () => {
    const it = unfound();
    it.take(grow(it.mail, bob, it.now));
    expect(it.post(zoe).saidKinds).toEqual({ [ann]: ['seek'], [bob]: ['seek'] });
  });

  it('is one of so many that are known; whoever is known as such for the shortest time is forgotten', () => {
    const it = new OneMail([ann]).post(zoe);
    const fault = { code: 'no-route', where: null, hops: null };
    const unfound = it.mail.unfound.edit((draft) => {
      for (let n = 0; n < limits.unfoundMax; n += 1) {
        draft.set(idOf(1_000 + n), { ...fault, until: 5_000_000 + n });
      }
    });
    it.mail = { ...it.mail, unfound };
    it.waitUntil(3_500_000);
    expect(it.mail.unfound.size).toBe(limits.unfoundMax);
    expect(it.mail.unfound.has(idOf(1_000))).toBe(false);
    expect(it.mail.unfound.has(zoe)).toBe(true);
  });
});

describe('an answer', () => {
  it('counts of nobody but the peer itself, over a neighbour, and to this life', () => {
    const it = new OneMail([ann, bob]).post(zoe);
    it.hear(ann, fate('found', [ann], { sequences: [0], envelope: envelope(yan) }));
    it.hear(ann, fate('found', [bob], { sequences: [0] }));
    it.hear(ann, fate('found', [ann], { sequences: [0], instance: { boot: 0, nonce: 7 } }));
    it.hear(ann, found([ann], 7));
    expect(it.mail.routes.size).toBe(0);
    expect(it.hear(ann, found([ann])).mail.routes.size).toBe(1);
  });

  it('over more links than the hop limit is none', () => {
    const it = new OneMail([ann], { hopLimit: 2 }).post(zoe);
    expect(it.hear(ann, found([ann, bob])).mail.routes.size).toBe(0);
    expect(it.hear(ann, found([ann])).mail.routes.size).toBe(1);
  });

  it('that comes later over a shorter way makes the way shorter', () => {
    const it = new OneMail([ann, bob]).post(zoe).hear(ann, found([ann, cat]));
    expect(routeTo(it.hear(bob, found([bob])).mail, zoe)?.path).toEqual([bob]);
    expect(routeTo(it.hear(ann, found([ann, yan])).mail, zoe)?.path).toEqual([bob]);
  });
});

describe('many searches of this node’s own', () => {
  it('keep to what others pass on, and none is lost', () => {
    const it = new OneMail([ann]);
    const peers = Array.from({ length: 60 }, (_, n) => idOf(1_000 + n));
    for (const peer of peers) it.post(peer);
    const most = it.mail.seeking.size;
    expect(most).toBeLessThanOrEqual(limits.seeksPerOriginMax);
    it.waitUntil(1_000_000);
    expect(it.mail.nextSeek).toBeLessThanOrEqual(most + 1_000 / limits.seekHealMs);
    it.waitUntil(60_000_000);
    expect(it.mail.letters).toBe(0);
  });

  it('are so many at once; what is beyond waits', () => {
    const it = new OneMail([ann]);
    for (let n = 0; n < limits.seeksAtOnceMax + 2; n += 1) {
      it.mail = { ...it.mail, seeksWholeAt: 0 };
      it.post(idOf(1_000 + n));
    }
    expect(it.mail.seeking.size).toBe(limits.seeksAtOnceMax);
    expect(it.mail.letters).toBe(limits.seeksAtOnceMax + 2);
    it.waitUntil(60_000_000);
    expect(it.mail.letters).toBe(0);
  });
});

describe('ways that are known', () => {
  it('are so many, and one that is not used goes first', () => {
    const it = new OneMail([ann]);
    const peers = Array.from({ length: limits.routesMax + 1 }, (_, n) => idOf(1_000 + n));
    for (const [n, peer] of peers.entries()) {
      it.mail = { ...it.mail, seeksWholeAt: 0 };
      it.post(peer);
      const seek = it.said[ann]!.find((word): word is Seek => word.kind === 'seek')!;
      const { sequence } = seek.envelope;
      it.hear(ann, fate('found', [ann], { envelope: envelope(peer), sequences: [sequence] }));
      const done = { envelope: envelope(peer), sequences: [n + 1] };
      it.hear(ann, fate('delivered', [ann], done));
    }
    expect(it.mail.routes.size).toBe(limits.routesMax);
    expect(routeTo(it.mail, peers.at(-1)!)).not.toBe(null);
    expect(it.mail.correspondents.size).toBe(limits.correspondentsMax);
  });
});
