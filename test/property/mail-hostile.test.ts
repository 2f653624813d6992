import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  due,
  dueAt,
  grow,
  hear,
  judged,
  newMail,
  post,
  sealed,
  shed,
} from '../../src/overlay/mail/mail.ts';
import type { MailAsked } from '../../src/overlay/mail/mail-asked.ts';
import type { Mail, MailChange, Now } from '../../src/overlay/mail/mail-state.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { digest } from '../../src/values/digest.ts';
import { fromPlain, toPlain } from '../../src/values/plain-values.ts';
import {
  ann,
  anyMailWord,
  anyTampering,
  bob,
  cat,
  own,
  ownInstance,
  zoe,
} from '../support/any-mail.ts';
import { anyGraph } from '../support/any-graph.ts';
import {
  expectDeliveredOnce,
  expectOneOutcomeEach,
  expectWithinLimits,
} from '../support/mail-checks.ts';
import { PureMail } from '../support/pure-mail.ts';
import { WALL_MS } from '../support/pure-trees.ts';

type Move = (run: Run, now: Now) => MailChange;

interface Run {
  mail: Mail;
  sequence: number;
  /** Batches that are to be sealed. */
  sealing: { batch: number; count: number }[];
}

const anyNeighbour = fc.constantFrom(ann, bob, cat);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(anyNeighbour, fc.array(anyMailWord, { maxLength: 12 })).map(
      ([peer, words]): Move =>
        ({ mail }, now) =>
          hear(mail, peer, words, now),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(20), fc.array(fc.boolean(), { maxLength: 12 })).map(
      ([batch, sound]): Move =>
        ({ mail }, now) =>
          judged(mail, batch, sound, now),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.nat().map((which): Move => ({ mail, sealing }, now) => {
      const [one] = sealing.splice(which % Math.max(1, sealing.length), 1);
      const { batch, count } = one ?? { batch: 99, count: 0 };
      const signatures = Array.from({ length: count }, () => Uint8Array.of(1));
      return sealed(mail, batch, { key: Uint8Array.of(7), signatures }, now);
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(zoe, zoe, ann, own), fc.integer({ min: 1, max: 3 }))
      .map(([to, count]): Move => (run, now) => {
        const posts = Array.from({ length: count }, () => {
          const sequence = (run.sequence += 1);
          const body = new Body(new Uint8Array(5));
          const said = { purpose: 'text', topic: '', re: 0, path: null } as const;
          return { sequence, to, body, ...said };
        });
        return post(run.mail, posts, now);
      }),
  },
  {
    weight: 1,
    arbitrary: anyNeighbour.map(
      (peer): Move =>
        ({ mail }, now) =>
          grow(mail, peer, now),
    ),
  },
  {
    weight: 1,
    arbitrary: anyNeighbour.map(
      (peer): Move =>
        ({ mail }, now) =>
          shed(mail, peer, now),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Move>(({ mail }, now) => due(mail, now)) },
);

function nowAt(at: number): Now {
  return { at, wallMs: WALL_MS + Math.floor(at / 1_000), isBanned: (peer) => peer === cat };
}

function expectSayable(mail: Mail, asked: readonly MailAsked[]): void {
  const says = asked.flatMap((each) => (each.type === 'mail.say' ? [each] : []));
  expect(new Set(says.map(({ to }) => to)).size).toBe(says.length);
  for (const { to, messages } of says) {
    expect(mail.neighbours.has(to)).toBe(true);
    for (const word of messages) {
      expect(word.path.length + 1).toBeLessThanOrEqual(limits.hopLimitMax);
      if (word.kind === 'letter') expect(word.hops).toBeLessThanOrEqual(word.envelope.hopLimit);
      if (word.kind === 'seek') expect(word.path).not.toContain(to);
      if (word.kind === 'fate') {
        expect(word.sequences.length).toBeLessThanOrEqual(limits.fateSequencesMax);
      }
    }
  }
}

describe('whatever neighbours say, and whenever', () => {
  it('nothing throws, nothing grows beyond its limits, and every state is a plain value', () => {
    const anyRun = fc.array(fc.tuple(anyMove, fc.oneof(fc.nat(50_000), fc.nat(2_000_000))), {
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), anyRun, (signs, relays, moves) => {
        const settings = { own, instance: ownInstance, seed: 1, signs, relays, hopLimit: 5 };
        const run: Run = { mail: newMail(settings), sequence: 0, sealing: [] };
        const outcomes: number[] = [];
        for (const peer of [ann, bob]) [run.mail] = grow(run.mail, peer, nowAt(0));
        let at = 0;
        const take = (move: Move): void => {
          const { mail: before } = run;
          const mark = digest(fromPlain(toPlain(before, false)));
          const [next, asked] = move(run, nowAt(at));
          expect(digest(fromPlain(toPlain(before, false)))).toBe(mark);
          expect(digest(fromPlain(toPlain(next, false)))).toBe(digest(next));
          expectWithinLimits(next);
          expectSayable(next, asked);
          run.mail = next;
          for (const each of asked) {
            if (each.type === 'mail.seal') {
              run.sealing.push({ batch: each.batch, count: each.words.length });
            } else if (each.type === 'mail.delivered' || each.type === 'mail.undelivered') {
              outcomes.push(...each.sequences);
            }
          }
        };
        for (const [move, afterUs] of moves) {
          at += afterUs;
          take(move);
        }
        for (let alarms = 0; dueAt(run.mail) !== null; alarms += 1) {
          expect(alarms).toBeLessThan(5_000);
          at = Math.max(at, dueAt(run.mail)!);
          take(({ mail }, now) => due(mail, now));
        }
        expect([run.mail.letters, run.mail.seeking.size]).toEqual([0, 0]);
        const all = Array.from({ length: run.sequence }, (_, index) => index + 1);
        expect(outcomes.sort((a, b) => a - b)).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  it('a mail that was put away and taken out again goes on as if nothing had been', () => {
    const anyRun = fc.array(fc.tuple(anyMove, fc.nat(300_000)), { maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(anyRun, fc.nat(30), (moves, when) => {
        const settings = { own, instance: ownInstance, seed: 1, relays: true, hopLimit: 5 };
        const play = (isPutAway: boolean): unknown => {
          const mail = newMail({ ...settings, signs: true });
          const run: Run = { mail, sequence: 0, sealing: [] };
          for (const peer of [ann, bob]) [run.mail] = grow(run.mail, peer, nowAt(0));
          let at = 0;
          const all: unknown[] = [];
          for (const [index, [move, afterUs]] of moves.entries()) {
            at += afterUs;
            if (isPutAway && index === when) run.mail = fromPlain(toPlain(run.mail, true)) as Mail;
            const [next, asked] = move(run, nowAt(at));
            run.mail = next;
            for (const each of asked) {
              if (each.type !== 'mail.seal') continue;
              run.sealing.push({ batch: each.batch, count: each.words.length });
            }
            all.push(digest(asked), digest(next));
          }
          return all;
        };
        expect(play(true)).toEqual(play(false));
      }),
      { numRuns: 100 },
    );
  });
});

describe('somebody on the way who changes what they should pass on', () => {
  it('cannot make anything delivered, twice or otherwise, nor others look like forgers', () => {
    const anyPosts = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyGraph(8), fc.nat(), anyTampering(), anyPosts, (graph, who, tamper, posts) => {
        const liar = who % graph.size;
        const net = new PureMail({
          ...graph,
          judgementUs: () => 1_000,
          puppet: (node, _to, word) => (node === liar ? tamper(word) : [word]),
        });
        for (const [from, to] of posts) {
          const [a, b] = [from % graph.size, to % graph.size];
          if (a !== liar && b !== liar) net.post(a, b, 2);
          net.runTo(net.at + 400_000);
        }
        net.settle();
        expectOneOutcomeEach(net);
        expectDeliveredOnce(net);
        expect(net.forgers.filter(([by]) => by !== liar)).toEqual([]);
        for (const mail of net.mails) expectWithinLimits(mail);
      }),
      { numRuns: 300 },
    );
  });
});
