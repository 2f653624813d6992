import { createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import type { ProofFault } from '../protocol/inputs.ts';
import { limits } from '../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../protocol/messages.ts';
import { originSeals, emptySeals } from './origin-seals.ts';
import type { Identity } from './identity/identity.ts';
import { publicKeyOf } from './identity/public-key-of.ts';
import { judgeSealsAtOnce } from './judge-seals-at-once.ts';
import type { Claim, JudgeSeals, Keys, Shown } from './keys.ts';

/**
 * What is shown covers all that makes a claim one of its kind: the network, who speaks to whom and in
 * which role, both nonces, and what only the two ends of the link have. So it is worth nothing on
 * another link, in the other direction, or said by another. On a link that has shown its keys itself,
 * nothing but the key of the network is left to show, if it has one.
 */
export function nodeKeys(
  identity: KeyHolder,
  networkKey: Uint8Array | null,
  { signs = true, judgeSeals = judgeSealsAtOnce() }: SealSettings = {},
): Keys {
  if (networkKey !== null) judgeNetworkKey(networkKey);
  if (networkKey === null && !signs) throw new RangeError('a network without a key signs');
  const tagOf = (claim: Claim): Uint8Array =>
    networkKey === null ? NOTHING : tagBy(networkKey, claim);
  return {
    prove: (claim) => ({
      ...(isPlain(claim) ? sealBy(identity, claim) : UNSEALED),
      tag: tagOf(claim),
    }),
    judge: (claim, shown) => judgeSeal(claim, shown) ?? judgeTag(tagOf(claim), shown.tag),
    ...(signs ? originSeals(identity, judgeSeals) : emptySeals),
  };
}

export interface SealSettings {
  /** What is passed on to everybody is signed; only a network with a key can do without. */
  readonly signs?: boolean;
  readonly judgeSeals?: JudgeSeals;
}

type KeyHolder = Pick<Identity, 'spki' | 'key'>;
type Seal = Pick<Shown, 'key' | 'signature'>;

const NOTHING = new Uint8Array(0);
const UNSEALED: Seal = { key: NOTHING, signature: NOTHING };

function sealBy({ spki, key }: KeyHolder, claim: Claim): Seal {
  const signature = sign(null, transcriptOf('identity', claim), key);
  return { key: spki, signature: new Uint8Array(signature) };
}

function judgeSeal(claim: Claim, { key, signature }: Seal): ProofFault | null {
  const holds = isPlain(claim)
    ? isSignedBy(publicKeyOf(claim.speaker.id, key), transcriptOf('identity', claim), signature)
    : key.length === 0 && signature.length === 0;
  return holds ? null : 'wrong-key';
}

function tagBy(networkKey: Uint8Array, claim: Claim): Uint8Array {
  const transcript = transcriptOf('network', claim);
  return new Uint8Array(createHmac('sha256', networkKey).update(transcript).digest());
}

/** Who has no key of the network does not take one that has for a member of it. */
function judgeTag(expected: Uint8Array, tag: Uint8Array): ProofFault | null {
  const holds = expected.length === tag.length && timingSafeEqual(expected, tag);
  return holds ? null : 'wrong-network-key';
}

function isSignedBy(key: KeyObject | null, transcript: Uint8Array, signature: Uint8Array): boolean {
  return key !== null && verify(null, transcript, key, signature);
}

/** Each part has its length before it, so that no two claims have one transcript. */
function transcriptOf(what: 'identity' | 'network', claim: Claim): Uint8Array {
  const { network, speaker, hearer, isDialler, binding } = claim;
  const parts = [
    `peertape ${PROTOCOL_VERSION} proof of ${what}`,
    network,
    isDialler ? 'dialler' : 'listener',
    speaker.id,
    speaker.nonce,
    hearer.id,
    hearer.nonce,
    binding,
  ];
  return Buffer.concat(parts.flatMap((part) => withLength(Buffer.from(part))));
}

function withLength(bytes: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

function isPlain({ binding }: Claim): boolean {
  return binding.length === 0;
}

function judgeNetworkKey({ length }: Uint8Array): void {
  const { networkKeyBytesMin: min, networkKeyBytesMax: max } = limits;
  if (length < min || length > max)
    throw new RangeError(`a network key has ${min} to ${max} bytes`);
}
