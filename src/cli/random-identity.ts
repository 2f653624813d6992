import { PEER_ID_LENGTH, type Instance, type PeerId } from '../protocol/peer-id.ts';
import type { Entropy } from '../streams/entropy.ts';

/** Somebody new at every start, until identities are kept and proven by keys. */
export function randomIdentity(entropy: Entropy): {
  readonly id: PeerId;
  readonly instance: Instance;
} {
  return { id: base32(entropy.draw(32)), instance: { boot: 1, nonce: randomUint32(entropy) } };
}

export function randomUint32(entropy: Entropy): number {
  const bytes = entropy.draw(4);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Five bits a letter, the last ones filled up with zeros. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(PEER_ID_LENGTH * 5, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[parseInt(five, 2)]).join('');
}
