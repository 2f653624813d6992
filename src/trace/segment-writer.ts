import type { Plain } from './plain.ts';
import type { PlainPacker } from './plain-packer.ts';
import { FRAME_BYTES, sealRecord, segmentPrefix } from './segment-format.ts';
import type { TapeSizes } from './tape-sizes.ts';
import type { SegmentSink } from './tape-store.ts';

/** Records into one segment, gathered in the packer's buffer until it is worth a write. */
export class SegmentWriter {
  private readonly sink: SegmentSink;
  private readonly packer: PlainPacker;
  private readonly seed: number;
  private readonly sizes: TapeSizes;
  private flushed: number;
  /** A write failed, and perhaps in the middle of a record: nothing can follow it. */
  failed = false;

  constructor(sink: SegmentSink, seed: number, packer: PlainPacker, sizes: TapeSizes) {
    this.sink = sink;
    this.seed = seed;
    this.packer = packer;
    this.sizes = sizes;
    const prefix = segmentPrefix(seed);
    sink.append(prefix);
    this.flushed = prefix.length;
  }

  /** Where the next record will lie. */
  get offset(): number {
    return this.flushed + this.packer.position;
  }

  put(kind: number, fields: readonly Plain[]): void {
    const { packer } = this;
    const start = packer.position;
    packer.pack(fields, FRAME_BYTES + 1);
    if (packer.position - start - FRAME_BYTES > this.sizes.recordBytesMax) {
      packer.position = start;
      throw new RangeError('a record over recordBytesMax');
    }
    sealRecord(packer.bytes, start, packer.position, kind, this.seed);
    if (packer.position >= this.sizes.tapeBufferBytesMax) this.flush();
  }

  flush(): void {
    const { packer } = this;
    if (packer.position === 0 || this.failed) return;
    this.failed = true;
    this.sink.append(packer.bytes.subarray(0, packer.position));
    this.failed = false;
    this.flushed += packer.position;
    packer.clear();
  }

  close(): void {
    this.flush();
    this.sink.close();
  }
}
