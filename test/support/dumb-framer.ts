import { limits } from '../../src/protocol/limits.ts';
import type { CloseCode } from '../../src/protocol/close-codes.ts';
import { hex } from './wire-bytes.ts';

/** The oracle of framing: has all bytes at once, and reads them from the front. */
export function dumbFramer(bytes: Uint8Array): DumbCut {
  const frames: [header: string, body: string][] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (;;) {
    if (bytes.length - at < 4) return { frames, left: bytes.length - at, code: null };
    const length = view.getUint32(at);
    if (length < 3) return { frames, left: 0, code: 'frame-too-short' };
    if (length > limits.frameBytesMax) return { frames, left: 0, code: 'frame-too-long' };
    if (bytes.length - at < 6) return { frames, left: bytes.length - at, code: null };
    const header = view.getUint16(at + 4);
    const body = length - 2 - header;
    if (header === 0 || body < 0) return { frames, left: 0, code: 'frame-too-short' };
    if (header > limits.headerBytesMax) return { frames, left: 0, code: 'header-too-long' };
    if (body > limits.bodyBytesMax) return { frames, left: 0, code: 'frame-too-long' };
    if (bytes.length - at < 4 + length) return { frames, left: bytes.length - at, code: null };
    const bodyAt = at + 6 + header;
    frames.push([hex(bytes, at + 6, bodyAt), hex(bytes, bodyAt, at + 4 + length)]);
    at += 4 + length;
  }
}

export interface DumbCut {
  readonly frames: readonly (readonly [header: string, body: string])[];
  /** Bytes of a frame that is not whole. */
  readonly left: number;
  readonly code: CloseCode | null;
}
