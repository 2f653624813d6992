/**
 * Bytes that came in pieces, as a persistent list with the newest first: adding a piece changes no
 * older list. A piece that is small, and not much bigger than what follows it, is merged with it, so
 * each merge makes its bytes' piece grow by half at least: a byte is copied a bounded number of times,
 * and the list stays short however finely a stream is cut.
 */
export interface Pieces {
  readonly bytes: Uint8Array;
  readonly older: Pieces | null;
}

export function addPiece(pieces: Pieces | null, piece: Uint8Array): Pieces {
  let length = piece.length;
  let older = pieces;
  while (older !== null && older.bytes.length < SMALL_BYTES && older.bytes.length < 2 * length) {
    length += older.bytes.length;
    older = older.older;
  }
  if (older === pieces) return { bytes: unpinned(piece), older };
  return { bytes: joined(pieces, older, piece, length), older };
}

/** All pieces and, after them, `last` in one new array of `length` bytes. */
export function joinPieces(pieces: Pieces | null, last: Uint8Array, length: number): Uint8Array {
  return joined(pieces, null, last, length);
}

const SMALL_BYTES = 4_096;

function joined(newest: Pieces | null, until: Pieces | null, last: Uint8Array, length: number) {
  const bytes = new Uint8Array(length);
  let at = length - last.length;
  bytes.set(last, at);
  for (let piece = newest; piece !== until && piece !== null; piece = piece.older) {
    at -= piece.bytes.length;
    bytes.set(piece.bytes, at);
  }
  return bytes;
}

/** A view would keep the whole buffer it looks into, so it has to be worth most of it. */
function unpinned(piece: Uint8Array): Uint8Array {
  return piece.length * 2 >= piece.buffer.byteLength ? piece : new Uint8Array(piece);
}
