import { crc32 } from 'node:zlib';

/** Up to here the sum costs less than the call would. */
const SHORT_BYTES = 160;

/** CRC-32 of a range, started from a seed, as in zlib. Most records are short, and two a turn are summed. */
export function checksum(bytes: Uint8Array, start: number, end: number, seed: number): number {
  if (end - start > SHORT_BYTES) return crc32(bytes.subarray(start, end), seed);
  let crc = ~seed;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      tables[THIRD + (crc & 255)]! ^
      tables[SECOND + ((crc >>> 8) & 255)]! ^
      tables[FIRST + ((crc >>> 16) & 255)]! ^
      tables[crc >>> 24]!;
  }
  for (; at < end; at += 1) crc = tables[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** What a byte does to the sum, and what it does when one, two or three bytes follow it. */
const FIRST = 256;
const SECOND = 512;
const THIRD = 768;
const tables = new Int32Array(1024);

for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  tables[byte] = crc;
}
for (let at = FIRST; at < tables.length; at += 1) {
  const before = tables[at - 256]!;
  tables[at] = tables[before & 255]! ^ (before >>> 8);
}
