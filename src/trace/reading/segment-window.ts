import { TapeError } from '../format/tape-error.ts';
import type { SegmentSource } from '../store/tape-store.ts';

const WINDOW_BYTES = 262_144;

/** The part of a segment that is in memory: as little as its longest record allows. */
export class SegmentWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** The same bytes, for those who would make of a `Buffer` more of its kind. */
  plainBytes: Uint8Array = this.bytes;
  private readonly source: SegmentSource;
  private start = 0;
  private filled = 0;

  constructor(source: SegmentSource) {
    this.source = source;
  }

  /** Gives where in `bytes` the asked part lies; what was given before need not be there any more. */
  load(offset: number, length: number): number {
    const within = offset - this.start;
    if (within >= 0 && within + length <= this.filled) return within;
    const wanted = Math.min(this.source.size - offset, Math.max(length, WINDOW_BYTES));
    if (this.bytes.length < wanted) this.makeRoom(wanted);
    this.start = offset;
    this.filled = this.source.read(offset, this.bytes.subarray(0, wanted));
    if (this.filled < length) throw new TapeError('io', 'the segment became shorter');
    return 0;
  }

  private makeRoom(bytes: number): void {
    this.plainBytes = new Uint8Array(bytes);
    this.bytes = Buffer.from(this.plainBytes.buffer);
  }
}
