import type { Instance, PeerId } from './peer-id.ts';

/** What crosses more than one link says who began it, and is signed by them, all but `key` and `signature`. */
export interface Envelope {
  readonly origin: PeerId;
  readonly instance: Instance;
  /** Counts within the instance of the origin. */
  readonly sequence: number;
  /** How many links it may cross. */
  readonly hopLimit: number;
  /** Epoch milliseconds of the origin's clock, after which it is worth nothing. */
  readonly expires: number;
  /** The public key of the origin, as SPKI, and its signature; both empty in a network that does not sign. */
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}
