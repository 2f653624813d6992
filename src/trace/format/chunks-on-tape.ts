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

function joined(pieces: readonly Plain[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first instanceof Uint8Array) return first;
  const chunk = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) chunk.set(piece, at);
    at += lengthOfPiece(piece);
  }
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
