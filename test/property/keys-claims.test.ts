import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { newIdentity, type Identity } from '../../src/streams/identity/identity.ts';
import type { Claim } from '../../src/streams/keys.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';

const networkKey = new Uint8Array(32).fill(9);
const anyNonce = fc.uint8Array({ minLength: 1, maxLength: 3 });

describe('what is shown for a claim', () => {
  let identities: readonly Identity[];

  beforeAll(async () => {
    identities = await Promise.all([newIdentity(), newIdentity()]);
  });

  /** Small parts that often agree, and lengths that could be shifted from one part into the next. */
  const anyClaim = (binding: fc.Arbitrary<Uint8Array>) =>
    fc
      .record({
        network: fc.string({ unit: 'grapheme', maxLength: 3 }),
        speaker: fc.nat(1),
        hearer: fc.nat(1),
        speakerNonce: anyNonce,
        hearerNonce: anyNonce,
        isDialler: fc.boolean(),
        binding,
      })
      .map(({ speaker, hearer, speakerNonce, hearerNonce, ...rest }): [number, Claim] => [
        speaker,
        {
          ...rest,
          speaker: { id: identities[speaker]?.id ?? '', nonce: speakerNonce },
          hearer: { id: identities[hearer]?.id ?? '', nonce: hearerNonce },
        },
      ]);

  const law = (binding: fc.Arbitrary<Uint8Array>, key: Uint8Array | null) =>
    fc.property(anyClaim(binding), anyClaim(binding), ([index, said], [, heard]) => {
      const speaker = nodeKeys(identities[index] as Identity, key);
      const judge = nodeKeys(identities[1 - index] as Identity, key);
      const shown = speaker.prove(said);
      expect(judge.judge(said, shown)).toBeNull();
      expect(judge.judge(heard, shown) === null).toBe(isSame(said, heard));
    });

  it('holds for it and for no other, on plain links', () => {
    fc.assert(law(fc.constant(new Uint8Array(0)), null), { numRuns: 300 });
  });

  it('holds for it and for no other, with a network key on links that show keys', () => {
    fc.assert(law(fc.uint8Array({ minLength: 1, maxLength: 2 }), networkKey), { numRuns: 1_000 });
  });

  it('holds no more when any bit of it is another', () => {
    fc.assert(
      fc.property(
        anyClaim(fc.constant(new Uint8Array(0))),
        fc.constantFrom('key' as const, 'signature' as const, 'tag' as const),
        fc.nat(),
        ([index, claim], part, bit) => {
          const keys = nodeKeys(identities[index] as Identity, networkKey);
          const shown = keys.prove(claim);
          const bytes = Uint8Array.from(shown[part]);
          const place = (bit >> 3) % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit & 7));
          expect(keys.judge(claim, { ...shown, [part]: bytes })).toBe(
            part === 'tag' ? 'wrong-network-key' : 'wrong-key',
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function isSame(a: Claim, b: Claim): boolean {
  const plain = ({ network, speaker, hearer, isDialler, binding }: Claim) =>
    JSON.stringify([
      network,
      speaker.id,
      [...speaker.nonce],
      hearer.id,
      [...hearer.nonce],
      isDialler,
      [...binding],
    ]);
  return plain(a) === plain(b);
}
