import { createHash, type KeyObject } from 'node:crypto';
import { base32 } from '../../codec/base32.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/** Who holds this public key (as SPKI, in DER): its SHA-256. */
export function peerIdOf(spki: Uint8Array): PeerId {
  return base32(createHash('sha256').update(spki).digest());
}

export function spkiOf(publicKey: KeyObject): Uint8Array {
  return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
}
