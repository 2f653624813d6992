import type { KeyObject } from 'node:crypto';
import { limits } from '../protocol/limits.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { publicKeyOf } from './identity/public-key-of.ts';
import { LatelyUsed } from './lately-used.ts';

/**
 * The keys of those whose words come often: to find out whose some bytes are, and to make a key of them, takes half as
 * long as to judge a signature. An id has one key, so whoever claims another for it costs no more than a comparison.
 */
export class OriginKeys {
  readonly #known = new LatelyUsed<OriginKey>(limits.originKeysMax);

  get size(): number {
    return this.#known.size;
  }

  /** null if this is not the key of that origin, or none at all. */
  keyOf(origin: PeerId, spki: Uint8Array): KeyObject | null {
    const known = this.#known.get(origin);
    if (known !== undefined) return Buffer.compare(known.spki, spki) === 0 ? known.key : null;
    const key = publicKeyOf(origin, spki);
    if (key !== null) this.#known.set(origin, { spki: spki.slice(), key });
    return key;
  }
}

interface OriginKey {
  readonly spki: Uint8Array;
  readonly key: KeyObject;
}
