import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import type { Cast } from '../../src/protocol/messages.ts';
import { judgeSealsAtOnce } from '../../src/streams/judge-seals-at-once.ts';
import { judgeSealsInPool } from '../../src/streams/judge-seals-in-pool.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { alice, bob, sealed, verdictsOf, withSeal } from '../support/sealed-words.ts';

const identities = [alice, bob];
const NOTHING = new Uint8Array(0);
const judges = { 'at once': judgeSealsAtOnce(), 'in the pool': judgeSealsInPool() };

/** Small parts that often agree, and lengths that could be shifted from one part into the next. */
const anyPart = fc.constantFrom('', 'a', 'aa', 'b', 'ä');
const anyNumber = fc.constantFrom(0, 1, 2 ** 32, 2 ** 32 + 1);
const anyParts = fc.array(anyPart, { maxLength: 2 });
const anyBody = fc.uint8Array({ maxLength: 2 }).map((bytes) => new Body(bytes));

const anyEnvelope = fc.record({
  origin: fc.constantFrom(alice.id, bob.id),
  instance: fc.record({ boot: anyNumber, nonce: anyNumber }),
  sequence: anyNumber,
  hopLimit: anyNumber,
  expires: anyNumber,
  key: fc.constant(NOTHING),
  signature: fc.constant(NOTHING),
});

const anyCast: fc.Arbitrary<Cast> = fc.oneof(
  fc.record({
    kind: fc.constant('broadcast' as const),
    envelope: anyEnvelope,
    hops: fc.nat(3),
    topic: anyPart,
    body: anyBody,
  }),
  fc.record({
    kind: fc.constant('presence' as const),
    envelope: anyEnvelope,
    hops: fc.nat(3),
    state: anyPart,
    name: anyPart,
    addresses: anyParts,
    neighbours: anyParts,
    everyMs: anyNumber,
  }),
);

describe.each(Object.entries(judges))('the seal of a cast, judged %s,', (_, judge) => {
  it('holds for it and for no other, in its network and in no other', async () => {
    const law = fc.asyncProperty(
      fc.tuple(anyCast, anyPart),
      fc.tuple(anyCast, anyPart),
      fc.nat(),
      async ([said, network], [heard, other], chosen) => {
        const own = sealedByOrigin(said, network);
        const { key, signature } = own.envelope;
        for (const [cast, where] of [
          [said, network],
          [heard, other],
          [withOneOf(said, heard, chosen), network],
        ] as const) {
          const isSame = covered(said, network) === covered(cast, where);
          const claimed = withSeal(cast, key, signature);
          expect(await verdictsOf(judge, where, [claimed])).toEqual([isSame]);
        }
      },
    );
    await fc.assert(law, { numRuns: 500 });
  });

  it('holds no more when any bit of its key, its signature or its body is another', async () => {
    const law = fc.asyncProperty(
      anyCast,
      fc.constantFrom('key' as const, 'signature' as const, 'body' as const),
      fc.nat(),
      async (cast, part, bit) => {
        const own = sealedByOrigin(cast, 'lab');
        const { key, signature } = own.envelope;
        if (part === 'key') {
          const forged = withSeal(own, flipped(key, bit), signature);
          expect(await verdictsOf(judge, 'lab', [forged])).toEqual([false]);
        } else if (part === 'signature') {
          const forged = withSeal(own, key, flipped(signature, bit));
          expect(await verdictsOf(judge, 'lab', [forged])).toEqual([false]);
        } else if (own.kind === 'broadcast' && own.body.length > 0) {
          const forged = { ...own, body: new Body(flipped(own.body.source, bit)) };
          expect(await verdictsOf(judge, 'lab', [forged])).toEqual([false]);
        }
      },
    );
    await fc.assert(law, { numRuns: 300 });
  });

  it('is judged in its place among others, and whatever stands in place of one is no more than unsound', async () => {
    const anyGarbage = fc.oneof(
      fc.uint8Array({ maxLength: 70 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => {
        const spki = Uint8Array.from(alice.spki);
        spki.set(bytes, 12);
        return spki;
      }),
    );
    const anyClaim = fc.oneof(
      anyCast.map((cast) => ({ cast: sealedByOrigin(cast, 'lab'), isSound: true })),
      fc.tuple(anyCast, anyGarbage, anyGarbage).map(([cast, key, signature]) => ({
        cast: withSeal(cast, key, signature),
        isSound: false,
      })),
      fc.tuple(anyCast, anyGarbage).map(([cast, signature]) => ({
        cast: withSeal(cast, sealedByOrigin(cast, 'lab').envelope.key, signature),
        isSound: false,
      })),
    );
    const law = fc.asyncProperty(fc.array(anyClaim, { maxLength: 8 }), async (claims) => {
      const casts = claims.map(({ cast }) => cast);
      const sound = claims.map(({ isSound }) => isSound);
      expect(await verdictsOf(judge, 'lab', casts)).toEqual(sound);
    });
    await fc.assert(law, { numRuns: 200 });
  });
});

function sealedByOrigin(cast: Cast, network: string): Cast {
  const identity = identities.find(({ id }) => id === cast.envelope.origin);
  return sealed(nodeKeys(identity!, null), network, [cast])[0]!;
}

/** The one, but for a field of the other. */
function withOneOf(one: Cast, other: Cast, chosen: number): Cast {
  const pick = (of: object): string => Object.keys(of)[chosen % Object.keys(of).length]!;
  const inEnvelope = pick(one.envelope) as keyof Cast['envelope'];
  const envelope = { ...one.envelope, [inEnvelope]: other.envelope[inEnvelope] };
  if (one.kind !== other.kind || chosen % 2 === 0) return { ...one, envelope };
  const field = pick(one) as keyof Cast;
  return { ...one, [field]: other[field] };
}

/** All that a seal covers, in a form that can be compared. */
function covered(cast: Cast, network: string): string {
  const envelope = { ...cast.envelope, key: null, signature: null };
  const body = cast.kind === 'broadcast' ? [...cast.body.source] : [];
  return JSON.stringify([network, { ...cast, hops: 0, envelope, body }]);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const place = (bit >> 3) % changed.length;
  changed[place] = (changed[place] ?? 0) ^ (1 << (bit & 7));
  return changed;
}
