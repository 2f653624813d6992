import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PeerId } from '../../protocol/peer-id.ts';
import { ED25519_SPKI_BYTES, ED25519_SPKI_PREFIX, peerIdOf } from './peer-id-of.ts';

/** To judge signatures by; null if this is not the key of that peer, or none at all: not every 32 bytes are one. */
export function publicKeyOf(id: PeerId, spki: Uint8Array): KeyObject | null {
  if (!isKeyOf(id, spki)) return null;
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
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
