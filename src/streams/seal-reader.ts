import { type KeyObject, verify } from 'node:crypto';
import type { Sealed } from '../protocol/messages.ts';
import { SealTranscript } from './seal-transcript.ts';
import { OriginKeys } from './origin-keys.ts';

/** What is left to be judged of a word: whether this signature of this transcript is by that key. */
export interface ReadSeal {
  /** Holds until the next seal is read. */
  readonly transcript: Uint8Array;
  readonly key: KeyObject;
  readonly signature: Uint8Array;
}

export class SealReader {
  readonly #transcript = new SealTranscript();
  readonly #keys = new OriginKeys();

  /** null if there is nothing to be judged: its key is not that of its origin. */
  read(network: string, word: Sealed): ReadSeal | null {
    const { origin, key: spki, signature } = word.envelope;
    const key = this.#keys.keyOf(origin, spki);
    return key === null ? null : { transcript: this.#transcript.of(network, word), key, signature };
  }
}

export function holds({ transcript, key, signature }: ReadSeal): boolean {
  return verify(null, transcript, key, signature);
}
