import { type KeyObject, verify } from 'node:crypto';
import type { Cast } from '../protocol/messages.ts';
import { CastTranscript } from './cast-transcript.ts';
import { OriginKeys } from './origin-keys.ts';

/** What is left to be judged of a cast: whether this signature of this transcript is by that key. */
export interface CastSeal {
  /** Holds until the next seal is read. */
  readonly transcript: Uint8Array;
  readonly key: KeyObject;
  readonly signature: Uint8Array;
}

export class SealReader {
  readonly #transcript = new CastTranscript();
  readonly #keys = new OriginKeys();

  /** null if there is nothing to be judged: its key is not that of its origin. */
  read(network: string, cast: Cast): CastSeal | null {
    const { origin, key: spki, signature } = cast.envelope;
    const key = this.#keys.keyOf(origin, spki);
    return key === null ? null : { transcript: this.#transcript.of(network, cast), key, signature };
  }
}

export function holds({ transcript, key, signature }: CastSeal): boolean {
  return verify(null, transcript, key, signature);
}
