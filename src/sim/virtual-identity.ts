import { createPrivateKey, createPublicKey } from 'node:crypto';
import { peerIdOf, spkiOf } from '../streams/identity/peer-id-of.ts';
import type { Identity } from '../streams/identity/identity.ts';
import { Dice } from './dice.ts';

/** Who a node is, but for the certificate: virtual links carry none. */
export type VirtualIdentity = Pick<Identity, 'id' | 'spki' | 'key'>;

/** A real key, the same one for the same seed and name; its signatures are the same each time, too. */
export function virtualIdentity(seed: number | string, name: string): VirtualIdentity {
  const secret = new Dice(seed, `key ${name}`).bytes(SECRET_BYTES);
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = spkiOf(createPublicKey(key));
  return { id: peerIdOf(spki), spki, key };
}

/** SEQUENCE, version 0, the algorithm 1.3.101.112, and an OCTET STRING in another: RFC 8410. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SECRET_BYTES = 32;
