import { limits } from '../../protocol/limits.ts';
import type { FieldOnTape } from './field-on-tape.ts';
import { asCount, asList } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** Each chunk is a list of pieces: bytes as they came, or how many body bytes were left out. */
export const chunks: FieldOnTape<readonly Uint8Array[]> = {
  toTape: (chunks, { skimmer, link }) => {
    let length = 0;
    for (const chunk of chunks) length += chunk.length;
    if (length > limits.inputBytesMax) throw new RangeError('an input over inputBytesMax');
    return skimmer.skim(link, chunks);
  },
  fromTape: (value) => {
    const lists = asList(value).map(asList);
    let length = 0;
    for (const pieces of lists) length += lengthOf(pieces);
    if (length > limits.inputBytesMax) throw malformed('an input over inputBytesMax');
    return lists.map(joined);
  },
};

/** Where a chunk that was read from a tape has zeros in place of what was left out, in order. */
export function leftOutOf(chunk: Uint8Array): readonly Span[] {
  return leftOut.get(chunk) ?? [];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Beside the bytes: a run and its replay must not be able to tell, and only who shows a tape asks. */
const leftOut = new WeakMap<Uint8Array, readonly Span[]>();

function joined(pieces: readonly Plain[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first instanceof Uint8Array) return first;
  const chunk = new Uint8Array(lengthOf(pieces));
  const spans: Span[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + lengthOfPiece(piece);
    if (piece instanceof Uint8Array) chunk.set(piece, at);
    else spans.push({ start: at, end });
    at = end;
  }
  if (spans.length > 0) leftOut.set(chunk, spans);
  return chunk;
}

function lengthOf(pieces: readonly Plain[]): number {
  let length = 0;
  for (const piece of pieces) length += lengthOfPiece(piece);
  return length;
}

function lengthOfPiece(piece: Plain): number {
  return piece instanceof Uint8Array ? piece.length : asCount(piece);
}
