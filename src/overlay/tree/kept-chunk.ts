import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { combine, digest } from '../../values/digest.ts';
import type { Marked } from '../../values/digest.ts';
import { avalanche } from '../../values/hash-text.ts';

/**
 * Casts are kept in chunks: many come together and follow each other, and a table with an entry for each would cost
 * more than all else that is done with them. A chunk has a place for each of the sequences that agree in all but their
 * lowest bits. Its mark is a sum over what is in it, so that a chunk in which one cast came is not looked through.
 */
export interface KeptChunk extends Marked {
  readonly count: number;
  readonly casts: readonly (Cast | null)[];
  /** Of each, what it came with. */
  readonly runs: readonly (KeptRun | null)[];
}

/** Casts of one window that follow each other, and came together. */
export interface KeptRun {
  readonly serial: number;
  readonly first: number;
  readonly last: number;
  /** Who brought them. */
  readonly from: PeerId;
  readonly keptAt: number;
  /** What the wall had then. */
  readonly wallMs: number;
  readonly bytes: number;
}

export interface KeptCast {
  /** As it is passed on: with the hops that it will have behind it then. */
  readonly cast: Cast;
  readonly run: KeptRun;
}

export const CHUNK = 64;

/** `serial` is that of a window: short keys are quick. */
export function chunkKey(serial: number, sequence: number): string {
  return `${serial}.${Math.floor(sequence / CHUNK)}`;
}

export function placeIn(sequence: number): number {
  return sequence % CHUNK;
}

/** A chunk under change. */
export class OpenChunk {
  readonly #casts: (Cast | null)[];
  readonly #runs: (KeptRun | null)[];
  count: number;
  #mark: number;

  constructor(chunk: KeptChunk | undefined) {
    this.#casts = chunk === undefined ? empty<Cast>() : chunk.casts.slice();
    this.#runs = chunk === undefined ? empty<KeptRun>() : chunk.runs.slice();
    this.count = chunk?.count ?? 0;
    this.#mark = chunk?.mark ?? 0;
  }

  add(cast: Cast, run: KeptRun): void {
    const place = placeIn(cast.envelope.sequence);
    this.#casts[place] = cast;
    this.#runs[place] = run;
    this.count += 1;
    this.#mark = (this.#mark + markOf(cast)) | 0;
  }

  take(sequence: number): Cast {
    const place = placeIn(sequence);
    const cast = this.#casts[place]!;
    this.#casts[place] = null;
    this.#runs[place] = null;
    this.count -= 1;
    this.#mark = (this.#mark - markOf(cast)) | 0;
    return cast;
  }

  close(): KeptChunk {
    const { count } = this;
    return { kind: 'marked', mark: this.#mark, count, casts: this.#casts, runs: this.#runs };
  }
}

function empty<T>(): (T | null)[] {
  return Array<T | null>(CHUNK).fill(null);
}

function markOf({ envelope, hops }: Cast): number {
  return avalanche(combine(digest(envelope.sequence), hops));
}
