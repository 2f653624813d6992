import { recordTable } from '../../src/trace/format/record-table.ts';
import { FRAME_BYTES, PREFIX_BYTES } from '../../src/trace/format/segment-format.ts';

/** A segment's parts: what stands before its first page, and its pages, with its last record. */
export function partsOf(segment: Uint8Array): { start: Uint8Array; pages: Uint8Array[] } {
  const offsets = offsetsIn(segment).filter(
    (offset) => segment[offset + FRAME_BYTES] === recordTable.page.number,
  );
  const pages = offsets.map((offset, index) => segment.slice(offset, offsets[index + 1]));
  return { start: segment.slice(0, offsets[0]), pages };
}

/** Where the records of a whole segment begin, by their lengths alone, and where it ends. */
export function offsetsIn(segment: Uint8Array): readonly number[] {
  const bytes = Buffer.from(segment);
  const offsets: number[] = [];
  let at = PREFIX_BYTES;
  for (; at < bytes.length; at += FRAME_BYTES + bytes.readUInt32BE(at)) offsets.push(at);
  return [...offsets, at];
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
