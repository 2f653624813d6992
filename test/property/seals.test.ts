import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import type { Sealed } from '../../src/protocol/messages.ts';
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

const anyInstance = fc.record({ boot: anyNumber, nonce: anyNumber });
const anyEnvelope = fc.record({
  origin: fc.constantFrom(alice.id, bob.id),
  instance: anyInstance,
  sequence: anyNumber,
  hopLimit: anyNumber,
  expires: anyNumber,
  key: fc.constant(NOTHING),
  signature: fc.constant(NOTHING),
});

const anyWordOfKind: { readonly [K in Sealed['kind']]: fc.Arbitrary<Sealed> } = {
  broadcast: fc.record({
    kind: fc.constant('broadcast' as const),
    envelope: anyEnvelope,
    hops: fc.nat(3),
    topic: anyPart,
    body: anyBody,
  }),
  presence: fc.record({
    kind: fc.constant('presence' as const),
    envelope: anyEnvelope,
    hops: fc.nat(3),
    state: anyPart,
    name: anyPart,
    addresses: anyParts,
    neighbours: anyParts,
    everyMs: anyNumber,
  }),
  seek: fc.record({
    kind: fc.constant('seek' as const),
    target: anyPart,
    envelope: anyEnvelope,
    path: anyParts,
    avoid: anyParts,
  }),
  letter: fc.record({
    kind: fc.constant('letter' as const),
    target: anyPart,
    envelope: anyEnvelope,
    number: anyNumber,
    purpose: anyPart,
    topic: anyPart,
    re: anyNumber,
    hops: fc.nat(3),
    path: anyParts,
    body: anyBody,
  }),
  fate: fc.record({
    kind: fc.constant('fate' as const),
    to: anyPart,
    instance: anyInstance,
    sequences: fc.array(anyNumber, { maxLength: 2 }),
    envelope: anyEnvelope,
    code: anyPart,
    next: anyPart,
    path: anyParts,
  }),
};

const anyWord = fc.oneof(...Object.values(anyWordOfKind));
const anyTwoOfAKind = fc.oneof(
  ...Object.values(anyWordOfKind).map((anyOne) => fc.tuple(anyOne, anyOne)),
);

describe.each(Object.entries(judges))('the seal of a word, judged %s,', (_, judge) => {
  it('holds for it and for no other, in its network and in no other', async () => {
    const law = fc.asyncProperty(
      fc.tuple(anyWord, anyPart),
      fc.tuple(anyWord, anyPart),
      async ([said, network], [heard, other]) => {
        const { key, signature } = sealedByOrigin(said, network).envelope;
        const claimed = [said, heard].map((word) => withSeal(word, key, signature));
        for (const where of [network, other]) {
          const same = [said, heard].map((w) => covered(said, network) === covered(w, where));
          expect(await verdictsOf(judge, where, claimed)).toEqual(same);
        }
      },
    );
    await fc.assert(law, { numRuns: 500 });
  });

  it('holds no more when any field that it covers is that of another of its kind', async () => {
    const law = fc.asyncProperty(anyTwoOfAKind, async ([said, other]) => {
      const { key, signature } = sealedByOrigin(said, 'lab').envelope;
      const changed = withEachOf(said, other);
      const same = changed.map((word) => covered(word, 'lab') === covered(said, 'lab'));
      const claimed = changed.map((word) => withSeal(word, key, signature));
      expect(await verdictsOf(judge, 'lab', claimed)).toEqual(same);
    });
    await fc.assert(law, { numRuns: 200 });
  });

  it('holds no more when any bit of its key, its signature or its body is another', async () => {
    const law = fc.asyncProperty(
      anyWord,
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
        } else if ('body' in own && own.body.length > 0) {
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
      anyWord.map((cast) => ({ cast: sealedByOrigin(cast, 'lab'), isSound: true })),
      fc.tuple(anyWord, anyGarbage, anyGarbage).map(([cast, key, signature]) => ({
        cast: withSeal(cast, key, signature),
        isSound: false,
      })),
      fc.tuple(anyWord, anyGarbage).map(([cast, signature]) => ({
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

function sealedByOrigin(word: Sealed, network: string): Sealed {
  const identity = identities.find(({ id }) => id === word.envelope.origin);
  return sealed(nodeKeys(identity!, null), network, [word])[0]!;
}

/** The one, but for a field of the other: as many as there are fields, those of the envelope too. */
function withEachOf(one: Sealed, other: Sealed): readonly Sealed[] {
  const fields = Object.keys(one) as (keyof Sealed)[];
  const inEnvelope = Object.keys(one.envelope) as (keyof Envelope)[];
  return [
    ...fields.map((field) => ({ ...one, [field]: other[field] })),
    ...inEnvelope.map((field) => ({
      ...one,
      envelope: { ...one.envelope, [field]: other.envelope[field] },
    })),
  ];
}

/** All that a seal covers, in a form that can be compared. */
function covered(word: Sealed, network: string): string {
  const envelope = { ...word.envelope, key: null, signature: null };
  const body = 'body' in word ? [...word.body.source] : [];
  const path = word.kind === 'fate' ? word.path : [];
  return JSON.stringify([network, { ...word, hops: 0, envelope, body, path }]);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const place = (bit >> 3) % changed.length;
  changed[place] = (changed[place] ?? 0) ^ (1 << (bit & 7));
  return changed;
}
