import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { CastRange, Gossip, Lead } from '../../src/protocol/messages.ts';
import { idOf } from './pure-config.ts';
import { broadcastFrom, envelopeOf, presenceFrom } from './pure-overlay.ts';

const anyLetter = fc.constantFrom('a', 'b', 'c', 'd', 'y', 'z');
const anyAddress = fc.constantFrom(
  'a:1',
  'c:1',
  'd:1',
  'z:1',
  '10.0.0.1:1',
  '127.0.0.1:1',
  'x',
  '',
);
const anySequence = fc.integer({ min: 1, max: 5 });
const anyInstance = fc.constantFrom({ boot: 1, nonce: 1 }, { boot: 2, nonce: 1 });

const anyLead: fc.Arbitrary<Lead> = fc
  .tuple(anyLetter, anyAddress)
  .map(([letter, address]) => ({ id: idOf(letter), address }));
const anyLeads = fc.array(anyLead, { maxLength: 3 });

/** Out of time, in time for a while, or too early. */
const anyExpiry = fc.constantFrom(0, 60_000, 200_000, limits.castLifeMs, 2 ** 40);

const anyEnvelope = fc
  .tuple(anyExpiry, anyInstance, fc.constantFrom(0, 1, 2, limits.hopLimit, 2 ** 40))
  .map(([expires, instance, hopLimit]) => ({ expires, instance, hopLimit }));

const anyRanges: fc.Arbitrary<readonly CastRange[]> = fc.array(
  fc
    .tuple(anyLetter, anyInstance, anySequence, fc.integer({ min: -1, max: 4 }), fc.nat({ max: 3 }))
    .map(([letter, instance, first, more, hops]) => {
      return { origin: idOf(letter), instance, first, last: first + more, hops };
    }),
  { maxLength: 3 },
);

const anyPath = fc.array(anyLetter.map(idOf), { maxLength: 3 });

/** Mostly of the life that the others know of them. */
const anyMailEnvelope = fc
  .tuple(anyLetter, anySequence, anyEnvelope)
  .map(([letter, sequence, envelope]) => envelopeOf(letter, sequence, envelope));

const anyMail: fc.Arbitrary<Gossip> = fc.oneof(
  fc
    .tuple(anyLetter.map(idOf), anyMailEnvelope, anyPath)
    .map(
      ([target, envelope, path]) =>
        ({ kind: 'seek', target, envelope, path, avoid: path.slice(1, 2) }) as const,
    ),
  fc
    .tuple(
      anyLetter.map(idOf),
      anyMailEnvelope,
      anyPath,
      fc.constantFrom('text', 'text', 'ask', 'answer', 'decline', 'echo', 'of a later one'),
      fc.tuple(anySequence, anySequence, fc.nat({ max: 4 })),
    )
    .map(([target, envelope, path, purpose, [number, re, hops]]) => {
      const body = new Body(new Uint8Array(3));
      return {
        kind: 'letter',
        target,
        envelope,
        number,
        purpose,
        topic: 'time',
        re,
        hops,
        path,
        body,
      } as const;
    }),
  fc
    .tuple(
      anyMailEnvelope,
      anyPath,
      anyInstance,
      fc.constantFrom('found', 'delivered', 'broken-route', 'hop-limit', 'of a later version'),
      fc.array(anySequence, { maxLength: 3 }),
    )
    .map(([envelope, path, instance, code, sequences]) => {
      const to = idOf('b');
      return { kind: 'fate', to, instance, sequences, envelope, code, next: '', path } as const;
    }),
);

/** What a neighbour might say, of a few peers and casts only, so that it has to do with what was said before. */
const anyWord: fc.Arbitrary<Gossip> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyLetter, anySequence, anyEnvelope, fc.nat({ max: 3 }))
      .map(([letter, sequence, envelope, hops]) => {
        return { ...broadcastFrom(letter, sequence, 'hi', envelope), hops };
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        anyLetter,
        anySequence,
        anyEnvelope,
        fc.constantFrom('here', 'here', 'leaving', 'of a later version'.slice(0, 16)),
        fc.constantFrom(0, 1, 1_000, 2 ** 50),
        fc.array(anyAddress, { maxLength: 2 }),
      )
      .map(([letter, sequence, envelope, state, everyMs, addresses]) =>
        presenceFrom(letter, sequence, { envelope, state, everyMs, addresses }),
      ),
  },
  anyRanges.map((casts) => ({ kind: 'have', casts }) as const),
  anyRanges.map((casts) => ({ kind: 'graft', casts }) as const),
  fc.constant({ kind: 'prune' } as const),
  fc
    .tuple(anyLead, fc.nat({ max: 7 }))
    .map(([peer, ttl]) => ({ kind: 'newcomer', peer, ttl }) as const),
  fc
    .tuple(fc.array(anyLetter, { maxLength: 3 }), anyLeads, fc.nat({ max: 7 }))
    .map(
      ([letters, leads, ttl]) =>
        ({ kind: 'shuffle', path: letters.map(idOf), ttl, leads }) as const,
    ),
  fc
    .tuple(fc.array(anyLetter, { maxLength: 2 }), anyLeads)
    .map(([letters, leads]) => ({ kind: 'shuffled', path: letters.map(idOf), leads }) as const),
  fc.constantFrom(0, 1, 15_000, 2 ** 50).map((everyMs) => ({ kind: 'enrol', everyMs }) as const),
  fc
    .tuple(anyLeads, fc.nat({ max: 2 }))
    .map(([leads, more]) => ({ kind: 'roll', leads, more }) as const),
  anyLead.map((peer) => ({ kind: 'missing', peer }) as const),
  { weight: 3, arbitrary: anyMail },
);

export const anyGossip: fc.Arbitrary<readonly Gossip[]> = fc.array(anyWord, {
  minLength: 1,
  maxLength: 4,
});
