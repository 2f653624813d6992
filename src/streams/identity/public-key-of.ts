import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PeerId } from '../../protocol/peer-id.ts';
import { ED25519_SPKI_BYTES, ED25519_SPKI_PREFIX, peerIdOf } from './peer-id-of.ts';

/**
 * To judge signatures by; null if this is not the key of that peer, or none at all: not every 32 bytes are one.
 * By way of a JWK, as OpenSSL takes ten times as long to decode the same as SPKI.
 */
export function publicKeyOf(id: PeerId, spki: Uint8Array): KeyObject | null {
  if (!isKeyOf(id, spki)) return null;
  try {
    const x = Buffer.from(spki.subarray(ED25519_SPKI_PREFIX.length)).toString('base64url');
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return null;
  }
}

function isKeyOf(id: PeerId, spki: Uint8Array): boolean {
  return (
    spki.length === ED25519_SPKI_BYTES &&
    ED25519_SPKI_PREFIX.every((byte, index) => spki[index] === byte) &&
    peerIdOf(spki) === id
  );
}
