import { describe, expect, it } from 'vitest';
import {
  due,
  dueAt,
  enrol,
  newRoll,
  putOff,
  refuted,
  release,
  report,
  type Roll,
  type RollAsked,
  sample,
  verified,
} from '../../src/overlay/roll.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Lead } from '../../src/protocol/messages.ts';
import { digest } from '../../src/values/digest.ts';
import { idOf } from '../support/pure-config.ts';

const everyMs = limits.enrolIntervalMs;
const lifeUs = limits.enrolmentsMissedMax * everyMs * 1_000;
const [alice, bob, carol] = ['a', 'b', 'c'].map((letter, n) => leadTo(letter, 9_001 + n)) as [
  Lead,
  Lead,
  Lead,
];

describe('the roll of a seed node', () => {
  it('tells of nobody before it has found them where they say (S3-17)', () => {
    const [claimed, asked] = enrolled(newRoll(1), alice, 0);
    expect(asked).toEqual([{ type: 'roll.probe', lead: alice }]);
    expect(told(claimed)).toEqual([]);
    expect(told(found(claimed, alice))).toEqual([alice]);
  });

  it('does not list who is not there', () => {
    const [claimed] = enrolled(newRoll(1), alice, 0);
    const [left, asked] = refuted(claimed, alice);
    expect([left.entries.size, asked]).toEqual([0, []]);
    expect(enrolled(left, alice, 1)[1]).toEqual([{ type: 'roll.probe', lead: alice }]);
  });

  it('looks again when somebody renews whom it could not look for', () => {
    const [claimed] = enrolled(newRoll(1), alice, 0);
    const [unknown] = putOff(claimed, alice);
    expect(told(unknown)).toEqual([]);
    expect(enrolled(unknown, alice, 1)[1]).toEqual([{ type: 'roll.probe', lead: alice }]);
  });

  it('lists nobody without an address', () => {
    for (const address of ['', 'nowhere', '127.0.0.1:0']) {
      expect(enrolled(newRoll(1), { ...alice, address }, 0)).toEqual([newRoll(1), []]);
    }
  });

  it('takes no near address from somebody far', () => {
    const near = { ...alice, address: '192.168.1.2:9001' };
    const from = (host: string) => enrol(newRoll(1), { lead: near, everyMs, from: host }, 0)[1];
    expect([from('198.51.100.7:4000'), from('10.0.0.7:4000')]).toEqual([
      [],
      [{ type: 'roll.probe', lead: near }],
    ]);
    expect(enrol(newRoll(1), { lead: alice, everyMs, from: '10.0.0.7:4000' }, 0)[1]).toEqual([]);
  });

  it('does not look again at who renews from where it was found', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    expect(enrolled(listed, alice, 1)[1]).toEqual([]);
  });

  it('looks at a new address before it tells of it, and forgets the old one', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    const moved = { ...alice, address: '127.0.0.1:7777' };
    const [claimed, asked] = enrolled(listed, moved, 1);
    expect([asked, told(claimed)]).toEqual([[{ type: 'roll.probe', lead: moved }], []]);
    expect(told(found(claimed, moved))).toEqual([moved]);
  });

  it('does not take what was found at an old address for the new one', () => {
    const moved = { ...alice, address: '127.0.0.1:7777' };
    const [claimed] = enrolled(newRoll(1), alice, 0);
    const [waiting, none] = enrolled(claimed, moved, 1);
    expect(none).toEqual([]);
    const [after, asked] = verified(waiting, alice);
    expect([told(after), asked]).toEqual([[], [{ type: 'roll.probe', lead: moved }]]);
    expect(told(found(after, moved))).toEqual([moved]);
  });

  it('takes off who has not renewed limits.enrolmentsMissedMax times (S3-40)', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    expect(dueAt(listed)).toBe(lifeUs);
    expect(told(due(listed, lifeUs - 1)[0])).toEqual([alice]);
    const [left] = due(listed, lifeUs);
    expect([told(left), dueAt(left)]).toEqual([[], null]);
  });

  it('keeps who renews, and knows when to look after the next', () => {
    const both = enrolled(enrolled(newRoll(1), alice, 0)[0], bob, 5)[0];
    const [renewed] = enrolled(found(both, alice, bob), alice, 1_000);
    const [left] = due(renewed, lifeUs + 5);
    expect([told(left), dueAt(left)]).toEqual([[alice], 1_000 + lifeUs]);
  });

  it('lists nobody for longer than limits.enrolIntervalMaxMs allow', () => {
    const wish = { lead: alice, everyMs: Number.MAX_SAFE_INTEGER, from: '127.0.0.1:5' };
    const [listed] = enrol(newRoll(1), wish, 0);
    expect(dueAt(listed)).toBe(limits.enrolmentsMissedMax * limits.enrolIntervalMaxMs * 1_000);
    // A node renews by far more often.
    expect(limits.enrolIntervalMs).toBeLessThan(limits.enrolIntervalMaxMs);
  });

  it('takes off at once who has left, and looks after who was lost (S3-30)', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    expect(release(listed, alice.id, 'left', 1)[0].entries.size).toBe(0);
    const [lost, asked] = release(listed, alice.id, 'lost', 1);
    expect([told(lost), asked]).toEqual([[alice], [{ type: 'roll.probe', lead: alice }]]);
    expect(told(refuted(lost, alice)[0])).toEqual([]);
  });

  it('believes nobody that somebody is gone, and looks (S3-17, S3-39)', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    const [reported, asked] = report(listed, alice.id, '127.0.0.1:5', 1);
    expect([told(reported), asked]).toEqual([[alice], [{ type: 'roll.probe', lead: alice }]]);
    expect(report(reported, alice.id, '127.0.0.1:6', 2)[1]).toEqual([]);
    expect(told(verified(reported, alice)[0])).toEqual([alice]);
    expect(told(refuted(reported, alice)[0])).toEqual([]);
    expect(report(listed, bob.id, '127.0.0.1:5', 1)).toEqual([listed, []]);
  });

  it('has back within one period whom a look has missed', () => {
    const listed = found(enrolled(newRoll(1), alice, 0)[0], alice);
    const [gone] = refuted(report(listed, alice.id, '127.0.0.1:5', 1)[0], alice);
    expect(told(gone)).toEqual([]);
    const [again] = enrolled(gone, alice, everyMs * 1_000);
    expect(told(found(again, alice))).toEqual([alice]);
  });

  it('has limits.probesPerSourceMax dials made for one host that reports everybody, and no more', () => {
    const leads = many(2 * limits.probesPerSourceMax);
    const reports = leads.reduce(
      ([roll, asked]: readonly [Roll, number], { id }) => {
        const [next, dials] = report(roll, id, '192.0.2.66:6', 1);
        return [drop(next, dials), asked + dials.length] as const;
      },
      [listing(leads), 0] as const,
    );
    expect(reports[1]).toBe(limits.probesPerSourceMax);
    expect(told(reports[0], leads.length)).toHaveLength(limits.rollSampleMax);
    expect(leads.length).toBe(limits.rollSampleMax);
  });

  it('makes limits.probesAtOnceMax dials at once, and then those that have waited for longest', () => {
    const leads = many(limits.probesAtOnceMax + 3);
    let [roll, asked]: [Roll, Lead[]] = [newRoll(1), []];
    for (const [at, lead] of leads.entries()) {
      const [next, dials] = enrolled(roll, lead, at);
      [roll, asked] = [next, [...asked, ...dials.map((dial) => dial.lead)]];
    }
    expect(asked).toEqual(leads.slice(0, limits.probesAtOnceMax));
    for (const [done, next] of [
      [asked[3]!, leads.at(-3)],
      [asked[1]!, leads.at(-2)],
      [asked[5]!, leads.at(-1)],
    ] as const) {
      const [after, dials] = done === asked[1] ? refuted(roll, done) : verified(roll, done);
      expect(dials.map(({ lead }) => lead)).toEqual([next]);
      roll = after;
    }
    expect(roll.waiting).toBe(0);
  });

  it('does not look at who has gone while it was to be looked at', () => {
    const leads = many(limits.probesAtOnceMax + 1);
    const waiting = leads.reduce((roll, lead, at) => enrolled(roll, lead, at)[0], newRoll(1));
    const [left] = release(waiting, leads.at(-1)!.id, 'left', 99);
    expect(verified(left, leads[0]!)[1]).toEqual([]);
    expect(left.waiting).toBe(0);
  });

  it('passes over a verdict that nobody waits for', () => {
    const [roll] = enrolled(newRoll(1), alice, 0);
    expect(verified(roll, bob)).toEqual([roll, []]);
    expect(told(verified(due(roll, lifeUs)[0], alice)[0])).toEqual([]);
  });

  it('tells whoever asks of others, up to a number, by chance (S3-02, S3-17)', () => {
    const listed = listing([alice, bob, carol]);
    expect(told(listed, 9, alice.id)).toEqual([bob, carol]);
    const seen = new Set<string>();
    let roll = listed;
    for (let round = 0; round < 30; round += 1) {
      const [next, leads] = sample(roll, carol.id, 1);
      expect(leads).toHaveLength(1);
      seen.add(leads[0]!.id);
      roll = next;
    }
    expect(seen).toEqual(new Set([alice.id, bob.id]));
  });

  it('tells of limits.rollSampleMax at most in one answer', () => {
    const listed = listing(many(limits.rollSampleMax + 1));
    expect(told(listed, Number.MAX_SAFE_INTEGER)).toHaveLength(limits.rollSampleMax);
  });

  it('has room for limits.rollMax, and gives that of the claim that expires first to the next', () => {
    const leads = many(limits.rollMax);
    let full = leads.reduce((roll, lead, at) => drop(...enrolled(roll, lead, at)), newRoll(1));
    full = found(full, leads[0]!);
    const [next] = enrolled(full, alice, limits.rollMax);
    expect(next.entries.size).toBe(limits.rollMax);
    expect(leads.slice(0, 3).map(({ id }) => next.entries.has(id))).toEqual([true, false, true]);
    expect(next.entries.has(alice.id)).toBe(true);
  });

  it('displaces nobody who was found, and lets them renew', () => {
    const leads = many(limits.rollMax);
    const full = listing(leads);
    expect(enrolled(full, alice, 1)).toEqual([full, []]);
    const [renewed] = enrolled(full, leads[7]!, 1);
    expect(renewed.entries.get(leads[7]!.id)?.expiresAt).toBe(1 + lifeUs);
  });

  it('lets one go of the host that has most, though it was found, where all were: few hosts fill a list', () => {
    const evil = crowdOf('192.0.2.66', limits.rollMax - 1);
    const full = listing([...evil, alice]);
    const [next] = enrolled(full, bob, 1);
    expect([next.entries.size, next.entries.has(alice.id), next.entries.has(bob.id)]).toEqual([
      limits.rollMax,
      true,
      true,
    ]);
    const more = { id: 'one-more', address: '192.0.2.66:1' };
    expect(enrolled(full, more, 1)).toEqual([full, []]);
  });

  it('has claims of a host make room for those of others, and its next for its own', () => {
    const evil = crowdOf('192.0.2.66', limits.rollMax - 1);
    const full = [alice, ...evil].reduce(
      (roll, lead, at) => drop(...enrolled(roll, lead, at)),
      newRoll(1),
    );
    const [more] = enrolled(full, { id: 'one-more', address: '192.0.2.66:1' }, limits.rollMax);
    expect(more.entries.has(alice.id)).toBe(true);
    const [next] = enrolled(more, bob, limits.rollMax);
    expect([next.entries.has(alice.id), next.entries.has(bob.id)]).toEqual([true, true]);
  });

  it('tells of hosts in turns: many on one host are no more likely than one on another', () => {
    const evil = crowdOf('192.0.2.66', 900);
    const honest = many(50);
    const listed = listing([...evil, ...honest]);
    const drawn = told(listed, limits.rollSampleMax);
    expect(drawn).toHaveLength(limits.rollSampleMax);
    expect(drawn.filter(({ id }) => id.startsWith('peer-'))).toHaveLength(honest.length);
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
    let first = 0;
    let roll = listed;
    for (let round = 0; round < 100; round += 1) {
      const [next, leads] = sample(roll, '', 1);
      if (evil.some(({ id }) => id === leads[0]!.id)) first += 1;
      roll = next;
    }
    expect(first).toBeLessThan(15);
  });

  it('is a plain value', () => {
    const roll = report(listing([alice, bob]), bob.id, '192.0.2.1:5', 1)[0];
    expect(digest(roll)).toBe(digest(report(listing([bob, alice]), bob.id, '192.0.2.1:5', 1)[0]));
  });
});

function leadTo(letter: string, port: number): Lead {
  return { id: idOf(letter), address: `127.0.0.1:${port}` };
}

function many(count: number): readonly Lead[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `peer-${n}`,
    address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}:9001`,
  }));
}

function crowdOf(host: string, count: number): readonly Lead[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `evil-${n}`,
    address: `${host}:${n + 1}`,
  }));
}

/** From the host that they say is theirs. */
function enrolled(roll: Roll, lead: Lead, at: number) {
  return enrol(roll, { lead, everyMs, from: lead.address.replace(/:\d+$/, ':5') }, at);
}

function found(roll: Roll, ...leads: readonly Lead[]): Roll {
  return leads.reduce((before, lead) => verified(before, lead)[0], roll);
}

/** Nothing is known of those who were to be looked at. */
function drop(roll: Roll, asked: readonly RollAsked[]): Roll {
  return asked.reduce((before, { lead }) => putOff(before, lead)[0], roll);
}

function listing(leads: readonly Lead[]): Roll {
  return leads.reduce((roll, lead) => found(enrolled(roll, lead, 0)[0], lead), newRoll(1));
}

function told(roll: Roll, count = 9, exceptFor = ''): readonly Lead[] {
  return sample(roll, exceptFor, count)[1].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
