import { limits } from '../protocol/limits.ts';
import type { Rejection } from './rejection.ts';

/** `u32 length | u16 header length`, big-endian; the length counts all that follows it. */
export const LENGTH_BYTES = 4;
export const HEADER_LENGTH_BYTES = 2;
export const PREFIX_BYTES = LENGTH_BYTES + HEADER_LENGTH_BYTES;

export function lengthAt(bytes: Uint8Array, at: number): number {
  const high = bytes[at]! * 256 + bytes[at + 1]!;
  return high * 65_536 + bytes[at + 2]! * 256 + bytes[at + 3]!;
}

/** Of the frame that begins at `at`. */
export function headerLengthAt(bytes: Uint8Array, at: number): number {
  return bytes[at + LENGTH_BYTES]! * 256 + bytes[at + LENGTH_BYTES + 1]!;
}

export function isSoundPrefix(length: number, headerLength: number): boolean {
  return judgeLength(length) === null && judgeHeaderLength(headerLength, length) === null;
}

/** As soon as it is there, before anything is waited for or allocated. */
export function judgeLength(length: number): Rejection | null {
  if (length <= HEADER_LENGTH_BYTES) {
    return { code: 'frame-too-short', text: 'a frame has no room for a header' };
  }
  if (length > limits.frameBytesMax) {
    return { code: 'frame-too-long', text: `a frame is over ${limits.frameBytesMax} bytes` };
  }
  return null;
}

export function judgeHeaderLength(headerLength: number, length: number): Rejection | null {
  const room = length - HEADER_LENGTH_BYTES;
  if (headerLength === 0) return { code: 'frame-too-short', text: 'a frame has no header' };
  if (headerLength > room) {
    return { code: 'frame-too-short', text: 'a header is longer than its frame' };
  }
  if (headerLength > limits.headerBytesMax) {
    return { code: 'header-too-long', text: `a header is over ${limits.headerBytesMax} bytes` };
  }
  if (room - headerLength > limits.bodyBytesMax) {
    return { code: 'frame-too-long', text: `a body is over ${limits.bodyBytesMax} bytes` };
  }
  return null;
}
