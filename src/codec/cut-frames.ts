import {
  HEADER_LENGTH_BYTES,
  headerLengthAt,
  isSoundPrefix,
  judgeHeaderLength,
  judgeLength,
  LENGTH_BYTES,
  lengthAt,
  PREFIX_BYTES,
} from './frame-prefix.ts';
import { addPiece, joinPieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import type { Rejection } from './rejection.ts';

/**
 * Framing: `u32 length | u16 header length | header | body`, big-endian; the length counts all that
 * follows it. A length is judged with the byte that completes it, before anything is waited for or
 * allocated. A frame that lies in one chunk is a view of it; one that spans chunks is joined once.
 */
export function cutFrames(pending: Pending, chunks: readonly Uint8Array[]): Cut {
  const frames: Frame[] = [];
  let { received, length, headerLength, pieces } = pending;
  for (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (received === 0 && chunk.length - at >= PREFIX_BYTES) {
        // Nearly always it is whole and sound; at fault, it is found out below, at its very byte.
        length = lengthAt(chunk, at);
        headerLength = headerLengthAt(chunk, at);
        if (isSoundPrefix(length, headerLength)) {
          received = PREFIX_BYTES;
          at += PREFIX_BYTES;
          continue;
        }
        length = headerLength = 0;
      }
      if (received < PREFIX_BYTES) {
        const byte = chunk[at++]!;
        received++;
        if (received <= LENGTH_BYTES) length = length * 256 + byte;
        else headerLength = headerLength * 256 + byte;
        const rejection = judgePrefix(received, length, headerLength);
        if (rejection !== null) return { frames, pending: nothingPending, rejection };
        continue;
      }
      const missing = LENGTH_BYTES + length - received;
      if (chunk.length - at < missing) {
        pieces = addPiece(pieces, chunk.subarray(at));
        received += chunk.length - at;
        break;
      }
      const end = at + missing;
      frames.push(
        pieces === null
          ? view(chunk, at, headerLength, end)
          : joinedFrame(pieces, chunk.subarray(at, end), headerLength, length),
      );
      at = end;
      ({ received, length, headerLength, pieces } = nothingPending);
    }
  }
  if (received === 0) return { frames, pending: nothingPending, rejection: null };
  return { frames, pending: { received, length, headerLength, pieces }, rejection: null };
}

/** One whole frame, as places in the bytes that hold it. */
export interface Frame {
  readonly source: Uint8Array;
  readonly headerStart: number;
  /** Where the header ends, too. */
  readonly bodyStart: number;
  readonly end: number;
}

/** What has come of a frame that is not whole yet: an immutable value, to be handed to the next cut. */
export interface Pending {
  /** Bytes of the frame that have come, its prefix included. */
  readonly received: number;
  /** As far as its bytes have come. */
  readonly length: number;
  readonly headerLength: number;
  /** What has come after the prefix. */
  readonly pieces: Pieces | null;
}

interface Cut {
  /** All that were whole, also those before a rejected one. */
  readonly frames: readonly Frame[];
  readonly pending: Pending;
  readonly rejection: Rejection | null;
}

export const nothingPending: Pending = { received: 0, length: 0, headerLength: 0, pieces: null };

function judgePrefix(received: number, length: number, headerLength: number): Rejection | null {
  if (received === LENGTH_BYTES) return judgeLength(length);
  if (received === PREFIX_BYTES) return judgeHeaderLength(headerLength, length);
  return null;
}

function view(source: Uint8Array, headerStart: number, headerLength: number, end: number): Frame {
  return { source, headerStart, bodyStart: headerStart + headerLength, end };
}

function joinedFrame(
  pieces: Pieces,
  last: Uint8Array,
  headerLength: number,
  length: number,
): Frame {
  const end = length - HEADER_LENGTH_BYTES;
  return view(joinPieces(pieces, last, end), 0, headerLength, end);
}
