import { createHash, type KeyObject } from 'node:crypto';
import { base32 } from '../../codec/base32.ts';
import { BadIdentity } from './bad-identity.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/** Who holds this public key (as SPKI, in DER): its SHA-256. */
export function peerIdOf(spki: Uint8Array): PeerId {
  return base32(createHash('sha256').update(spki).digest());
}

/**
 * Of an Ed25519 key. There is one way to write it, so it is put together here: to have OpenSSL encode it
 * takes as long as a tenth of a handshake. Throws `BadIdentity` for a key of another kind.
 */
export function spkiOf(publicKey: KeyObject): Uint8Array {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new BadIdentity('not an Ed25519 key');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return Uint8Array.from([...ED25519_SPKI_PREFIX, ...Buffer.from(x, 'base64url')]);
}

/** SEQUENCE, the algorithm 1.3.101.112, and a BIT STRING of 32 bytes. */
export const ED25519_SPKI_PREFIX = Uint8Array.of(48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0);
export const ED25519_SPKI_BYTES = ED25519_SPKI_PREFIX.length + 32;
