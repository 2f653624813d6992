import { judgePlain } from './judge-plain.ts';
import type { MarkedText } from './judge-plain.ts';
import { Unpackr } from './msgpackr.ts';
import type { Plain } from './plain.ts';

/**
 * One msgpack value that fills the range exactly, or a `malformed` error: msgpackr unpacks what was
 * judged first. Byte strings are copied out.
 */
export function unpackPlain(source: Uint8Array, start: number, end: number): Plain {
  const marked = judgePlain(source, start, end);
  if (marked.length === 0 || !losesMarks()) return unpack(source, start, end);
  const doubled = withMarksDoubled(source, start, end, marked);
  return unpack(doubled, 0, doubled.length);
}

const unpackr = new Unpackr({
  useRecords: false,
  mapsAsObjects: true,
  int64AsType: 'number',
  copyBuffers: true,
});
const range = { start: 0, end: 0 };

function unpack(source: Uint8Array, start: number, end: number): Plain {
  range.start = start;
  range.end = end;
  return unpackr.unpack(source, range) as Plain;
}

/**
 * msgpackr leaves texts of over 64 bytes to a `TextDecoder` that drops a byte-order mark, unless
 * somebody in this process has loaded its native add-on. A tape gives back what was written, so such
 * a text gets a second mark to lose.
 */
function withMarksDoubled(
  source: Uint8Array,
  start: number,
  end: number,
  marked: readonly MarkedText[],
): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = start;
  for (const { head, start: text, length } of marked) {
    const longer = Buffer.from([TEXT_32, 0, 0, 0, 0, ...MARK]);
    longer.writeUInt32BE(length + MARK.length, 1);
    parts.push(source.subarray(from, head), longer);
    from = text;
  }
  parts.push(source.subarray(from, end));
  return Uint8Array.from(Buffer.concat(parts));
}

function losesMarks(): boolean {
  return (unpack(probe, 0, probe.length) as string).length < PROBE_UNITS;
}

const TEXT_32 = 0xdb;
const MARK = [0xef, 0xbb, 0xbf];
const PROBE_UNITS = 65;
const probe = Uint8Array.from([0xd9, 67, ...MARK, ...Array.from({ length: 64 }, () => 0x78)]);
