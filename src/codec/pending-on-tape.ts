import { limits } from '../protocol/limits.ts';
import type { KeptBodies } from '../values/plain-values.ts';
import { cutFrames, nothingPending } from './cut-frames.ts';
import { HEADER_LENGTH_BYTES, LENGTH_BYTES, PREFIX_BYTES } from './frame-prefix.ts';
import type { Pending } from './cut-frames.ts';
import { joinPieces } from './pieces.ts';

/**
 * A half-received frame for a checkpoint: what came of its prefix and header, byte by byte, and what
 * came of its body, or only how much of it. Nothing is decided by a body, so a frame that is restored
 * with zeros in it goes on as the original would.
 */
export type PlainPending = readonly [head: Uint8Array, body: Uint8Array | number];

export function pendingToPlain(pending: Pending, kept: boolean | KeptBodies): PlainPending {
  const rest = joinPieces(pending.pieces, nothing, Math.max(0, pending.received - PREFIX_BYTES));
  const headerBytes = Math.min(rest.length, pending.headerLength);
  const prefix = prefixOf(pending);
  const head = new Uint8Array(prefix.length + headerBytes);
  head.set(prefix);
  const header = rest.subarray(0, headerBytes);
  head.set(header, prefix.length);
  const bodyBytes = rest.length - headerBytes;
  const bodyLength = pending.length - HEADER_LENGTH_BYTES - pending.headerLength;
  const isChosen =
    typeof kept !== 'boolean' && (bodyBytes === 0 || kept.ofFrame(header, bodyLength));
  return [head, kept === true || isChosen ? rest.slice(headerBytes) : bodyBytes];
}

/** Throws a TypeError for anything that `pendingToPlain` does not give. */
export function pendingFromPlain(plain: unknown): Pending {
  const [head, body] = judged(plain);
  const bodyBytes = typeof body === 'number' ? new Uint8Array(body) : body;
  const { frames, pending, rejection } = cutFrames(nothingPending, [head, bodyBytes]);
  const headBytes = Math.min(pending.received, PREFIX_BYTES + pending.headerLength);
  if (rejection !== null || frames.length > 0 || head.length !== headBytes) {
    throw new TypeError(NOT_ONE);
  }
  return pending;
}

const nothing = new Uint8Array(0);
const NOT_ONE = 'not a half-received frame';

function prefixOf({ received, length, headerLength }: Pending): number[] {
  const lengthBytes = Math.min(received, LENGTH_BYTES);
  const headerLengthBytes = Math.min(received, PREFIX_BYTES) - lengthBytes;
  return [...bigEndian(length, lengthBytes), ...bigEndian(headerLength, headerLengthBytes)];
}

function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff);
}

function judged(plain: unknown): PlainPending {
  if (!Array.isArray(plain) || plain.length !== 2) throw new TypeError(NOT_ONE);
  const [head, body] = plain as unknown[];
  if (!(head instanceof Uint8Array)) throw new TypeError(NOT_ONE);
  if (body instanceof Uint8Array) return [head, body];
  const isLength = Number.isInteger(body) && (body as number) >= 0;
  if (!isLength || (body as number) > limits.bodyBytesMax) throw new TypeError(NOT_ONE);
  return [head, body as number];
}
