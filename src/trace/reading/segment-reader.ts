import { limits } from '../../protocol/limits.ts';
import { recordFromTape, recordTable } from '../format/record-table.ts';
import { FRAME_BYTES, isSealed, PREFIX_BYTES, readPrefix } from '../format/segment-format.ts';
import type { Prefix } from '../format/segment-format.ts';
import { SegmentWindow } from './segment-window.ts';
import type { NameOf } from '../format/steps-on-tape.ts';
import { TapeError } from '../format/tape-error.ts';
import type { PageRecord, TapeRecord } from '../format/tape-record.ts';
import type { SegmentSource } from '../store/tape-store.ts';
import { unpackPlain } from '../format/unpack-plain.ts';

/** What lies at an offset. `record` is null for a kind that this version does not know. */
export type Found =
  | { readonly code: 'record'; readonly record: TapeRecord | null; readonly end: number }
  | { readonly code: 'end' }
  | { readonly code: 'bad-checksum'; readonly bytes: number }
  | { readonly code: 'cut-short' | 'bad-length' | 'bad-record' };

/** Finds the records of one segment, and judges each by itself. */
export class SegmentReader {
  readonly size: number;
  readonly prefix: Prefix;
  private readonly window: SegmentWindow;
  private readonly seed: number;
  private isWhole: boolean | null = null;

  constructor(source: SegmentSource) {
    this.size = source.size;
    this.window = new SegmentWindow(source);
    const bytes = Math.min(PREFIX_BYTES, this.size);
    const start = this.window.load(0, bytes);
    this.prefix = prefixOf(this.window.bytes.subarray(start, start + bytes), this.size);
    this.seed = this.prefix.code === 'good' ? this.prefix.seed : 0;
  }

  find(offset: number, nameOf: NameOf): Found {
    const left = this.size - offset;
    if (left === 0) return { code: 'end' };
    if (left < RECORD_BYTES_MIN) return { code: 'cut-short' };
    const head = this.window.load(offset, FRAME_BYTES);
    const length = this.window.bytes.readUInt32BE(head);
    if (length < LENGTH_MIN || length > limits.recordBytesMax) return { code: 'bad-length' };
    if (FRAME_BYTES + length > left) return { code: this.endsWhole() ? 'bad-length' : 'cut-short' };
    const start = this.window.load(offset, FRAME_BYTES + length);
    const end = start + FRAME_BYTES + length;
    if (!isSealed(this.window.bytes, start, end, this.seed)) {
      return { code: 'bad-checksum', bytes: end - start };
    }
    return this.unpack(start, end, offset + FRAME_BYTES + length, nameOf);
  }

  /** The offset of the next page that lies where it says, and that the reader wants; else the size. */
  findPage(from: number, wanted: (page: PageRecord) => boolean): number {
    let offset = from;
    while (this.size - offset >= RECORD_BYTES_MIN) {
      const bytes = Math.min(SCAN_BYTES, this.size - offset);
      const at = this.indexOfPageStart(offset, bytes);
      if (at === -1) offset += bytes - FRAME_BYTES - PAGE_START.length + 1;
      else if (this.isPage(offset + at, wanted)) return offset + at;
      else offset += at + 1;
    }
    return this.size;
  }

  /**
   * Whether the file is zeros from here on, or from a block on that begins within the record here:
   * what a loss of power leaves of a write whose size was kept and whose bytes were not.
   */
  endsInZeros(offset: number): boolean {
    if (this.isZeroFrom(offset)) return true;
    const block = Math.floor((this.claimedEnd(offset) - 1) / BLOCK_BYTES) * BLOCK_BYTES;
    return block > offset && this.isZeroFrom(block);
  }

  private claimedEnd(offset: number): number {
    if (this.size - offset < LENGTH_BYTES) return this.size;
    const length = this.window.bytes.readUInt32BE(this.window.load(offset, LENGTH_BYTES));
    if (length < LENGTH_MIN || length > limits.recordBytesMax) return offset + LENGTH_BYTES;
    return Math.min(offset + FRAME_BYTES + length, this.size);
  }

  private isZeroFrom(offset: number): boolean {
    for (let at = offset; at < this.size; at += SCAN_BYTES) {
      const bytes = Math.min(SCAN_BYTES, this.size - at);
      const start = this.window.load(at, bytes);
      const part = this.window.bytes.subarray(start, start + bytes);
      if (part.compare(zeros, 0, bytes) !== 0) return false;
    }
    return true;
  }

  /** A file that ends with the last word of its writer was written whole, whatever a length claims. */
  private endsWhole(): boolean {
    this.isWhole ??= this.findEnd();
    return this.isWhole;
  }

  private findEnd(): boolean {
    for (let bytes = END_BYTES_MIN; bytes <= END_BYTES_MAX; bytes += 1) {
      const offset = this.size - bytes;
      if (offset < PREFIX_BYTES) return false;
      const head = this.window.load(offset, FRAME_BYTES);
      if (FRAME_BYTES + this.window.bytes.readUInt32BE(head) === bytes && this.isEnd(offset)) {
        return true;
      }
    }
    return false;
  }

  private isEnd(offset: number): boolean {
    const found = this.find(offset, () => undefined);
    if (found.code !== 'record') return false;
    const { record } = found;
    if (record?.kind !== 'footer' && record?.kind !== 'rolled') return false;
    return record.offset === offset;
  }

  private unpack(start: number, end: number, next: number, nameOf: NameOf): Found {
    const { bytes, plainBytes } = this.window;
    try {
      const body = unpackPlain(plainBytes, start + FRAME_BYTES + 1, end);
      const record = recordFromTape(bytes[start + FRAME_BYTES]!, body, nameOf);
      return { code: 'record', record, end: next };
    } catch (error) {
      if (error instanceof TapeError && error.code === 'malformed') return { code: 'bad-record' };
      throw error;
    }
  }

  private indexOfPageStart(offset: number, bytes: number): number {
    const start = this.window.load(offset, bytes);
    const part = this.window.bytes.subarray(start + FRAME_BYTES, start + bytes);
    return part.indexOf(PAGE_START);
  }

  private isPage(offset: number, wanted: (page: PageRecord) => boolean): boolean {
    const head = this.window.load(offset, FRAME_BYTES);
    if (this.window.bytes.readUInt32BE(head) > PAGE_LENGTH_MAX) return false;
    const found = this.find(offset, () => undefined);
    if (found.code !== 'record' || found.record?.kind !== 'page') return false;
    return found.record.offset === offset && wanted(found.record);
  }
}

/** Nobody writes so much into one, and a file of nothing but a size could be read for days. */
function prefixOf(bytes: Buffer, size: number): Prefix {
  return size > limits.segmentBytesReadMax ? { code: 'unreadable' } : readPrefix(bytes);
}

const SCAN_BYTES = 65_536;
const zeros = Buffer.alloc(SCAN_BYTES);
/** The smallest unit of which disks and file systems keep all or nothing. */
const BLOCK_BYTES = 512;
const LENGTH_BYTES = 4;
/** A kind, and an array of at least nothing. */
const LENGTH_MIN = 2;
const RECORD_BYTES_MIN = FRAME_BYTES + LENGTH_MIN;
/** The kind of a page, and an array of its four fields, each at most 9 bytes. */
const PAGE_START = Buffer.from([recordTable.page.number, 0x94]);
const PAGE_LENGTH_MAX = PAGE_START.length + 4 * 9;
/** A footer has a kind and an array of three fields, each of 1 to 9 bytes. */
const END_BYTES_MIN = RECORD_BYTES_MIN + 3;
const END_BYTES_MAX = RECORD_BYTES_MIN + 3 * 9;
