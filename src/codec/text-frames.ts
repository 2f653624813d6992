import { Body } from '../protocol/body.ts';
import type { Text } from '../protocol/messages.ts';
import type { Frame } from './cut-frames.ts';
import { messageTable } from './message-table.ts';
import type { WireWriter } from './wire-writer.ts';

/**
 * Nearly all that a busy link carries is texts, whose header is always `[number, sequence]`. They are
 * read and written here, without a walk through the table; the bytes are the same.
 */
const { number: TEXT, headerBytesMax } = messageTable.text;
const ARRAY_OF_TWO = 0x92;

export const textHeaderBytesMax = headerBytesMax;

/** null: another kind, or a header in any other form that says the same, or nothing at all. */
export function readText({ source, headerStart, bodyStart, end }: Frame): Text | null {
  if (source[headerStart] !== ARRAY_OF_TWO || source[headerStart + 1] !== TEXT) return null;
  const sequence = readUint(source, headerStart + 2, bodyStart);
  return sequence === null
    ? null
    : { kind: 'text', sequence, body: new Body(source, bodyStart, end) };
}

/** The header, of a sequence that is a safe integer from 0 on. */
export function writeTextHeader(out: WireWriter, sequence: number): void {
  out.array(2);
  out.uint(TEXT);
  out.uint(sequence);
}

/** Up to 32 bits, filling the range. */
function readUint(source: Uint8Array, start: number, end: number): number | null {
  const tag = source[start]!;
  const bytes = end - start - 1;
  if (bytes === 0) return tag < 0x80 ? tag : null;
  if (bytes === 1) return tag === 0xcc ? source[start + 1]! : null;
  if (bytes === 2) return tag === 0xcd ? source[start + 1]! * 256 + source[start + 2]! : null;
  if (bytes !== 4 || tag !== 0xce) return null;
  const high = source[start + 1]! * 256 + source[start + 2]!;
  return high * 65_536 + source[start + 3]! * 256 + source[start + 4]!;
}
