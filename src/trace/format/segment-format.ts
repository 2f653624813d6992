import { crc32 } from 'node:zlib';
import { checksum } from './checksum.ts';

/**
 * A segment is a prefix and then records:
 *
 *     prefix: 'PEERTAPE' | u16 format | u16 zero | u32 seed
 *     record: u32 length | u32 crc | u8 kind | body
 *
 * Big-endian. A length counts kind and body. A checksum is the CRC-32 of the length's bytes, the kind
 * and the body, started from the segment's seed; the seed comes from the run and the segment's
 * number, so that records of another segment or run are never taken for this one's.
 */
export const FORMAT = 1;
export const PREFIX_BYTES = 16;
/** What stands before a record's kind. */
export const FRAME_BYTES = 8;

const MAGIC = Buffer.from('PEERTAPE', 'latin1');

export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.tape`;
}

/** null for a name that no segment of a folder has; no two names have one number. */
export function segmentOfName(name: string): number | null {
  const digits = /^(\d{6}|[1-9]\d{6,14})\.tape$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function segmentSeed(run: string, segment: number): number {
  return crc32(`${run}/${segment}`);
}

export function segmentPrefix(seed: number): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.set(MAGIC);
  prefix.writeUInt16BE(FORMAT, 8);
  prefix.writeUInt32BE(seed, 12);
  return prefix;
}

export type Prefix =
  | { readonly code: 'good'; readonly seed: number }
  | { readonly code: 'newer'; readonly format: number }
  | { readonly code: 'cut-short' | 'unreadable' };

/** Of the first bytes of a segment: 16, or all there are. */
export function readPrefix(bytes: Buffer): Prefix {
  const magic = MAGIC.subarray(0, bytes.length);
  if (!bytes.subarray(0, MAGIC.length).equals(magic)) return { code: 'unreadable' };
  if (bytes.length < PREFIX_BYTES) return { code: 'cut-short' };
  const format = bytes.readUInt16BE(8);
  if (format > FORMAT) return { code: 'newer', format };
  if (format < FORMAT || bytes.readUInt16BE(10) !== 0) return { code: 'unreadable' };
  return { code: 'good', seed: bytes.readUInt32BE(12) };
}

/** Completes the record that lies from `start` to `end`, whose body is there already. */
export function sealRecord(bytes: Buffer, start: number, end: number, kind: number, seed: number) {
  const length = end - start - FRAME_BYTES;
  bytes[start + FRAME_BYTES] = kind;
  // The length stands where the checksum will, so that what is summed lies in one piece.
  bytes.writeUInt32BE(length, start + 4);
  const crc = checksum(bytes, start + 4, end, seed);
  bytes.writeUInt32BE(length, start);
  bytes.writeUInt32BE(crc, start + 4);
}

export function isSealed(bytes: Buffer, start: number, end: number, seed: number): boolean {
  const crc = bytes.readUInt32BE(start + 4);
  bytes.writeUInt32BE(bytes.readUInt32BE(start), start + 4);
  const found = checksum(bytes, start + 4, end, seed);
  bytes.writeUInt32BE(crc, start + 4);
  return found === crc;
}
