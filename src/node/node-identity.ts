import { base32 } from '../codec/base32.ts';
import type { Instance, PeerId } from '../protocol/peer-id.ts';
import type { Entropy } from '../streams/entropy.ts';

export interface NodeIdentity {
  readonly id: PeerId;
  readonly instance: Instance;
}

/** Somebody new at every start: for plain links, which prove nothing. */
export function randomIdentity(entropy: Entropy): NodeIdentity {
  return { id: base32(entropy.draw(32)), instance: { boot: 1, nonce: randomUint32(entropy) } };
}

export function randomUint32(entropy: Entropy): number {
  const bytes = entropy.draw(4);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
