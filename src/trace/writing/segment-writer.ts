import type { Plain } from '../format/plain.ts';
import type { RecordBuffer, Seal } from './record-buffer.ts';
import { segmentPrefix } from '../format/segment-format.ts';
import type { TapeSizes } from '../format/tape-sizes.ts';
import type { SegmentSink } from '../store/tape-store.ts';

/** Records into one segment, gathered in a buffer until they are worth a write. */
export class SegmentWriter {
  private readonly sink: SegmentSink;
  private readonly buffer: RecordBuffer;
  private readonly seal: Seal;
  private readonly sizes: TapeSizes;
  private flushed: number;
  /** A write failed, and perhaps in the middle of a record: nothing can follow it. */
  failed = false;

  /** `size`: what is in the segment already. */
  constructor(sink: SegmentSink, seed: number, buffer: RecordBuffer, sizes: TapeSizes, size = 0) {
    this.sink = sink;
    this.seal = { seed, bytesMax: sizes.recordBytesMax };
    this.buffer = buffer;
    this.sizes = sizes;
    this.flushed = size;
    buffer.clear();
    if (size === 0) buffer.begin(segmentPrefix(seed));
  }

  /** Where the next record will lie. */
  get offset(): number {
    return this.flushed + this.buffer.position;
  }

  /** More waits in memory than should. */
  get isDue(): boolean {
    return this.buffer.position >= this.sizes.tapeBufferBytesMax;
  }

  put(kind: number, fields: readonly Plain[], isRare: boolean): void {
    this.buffer.put(kind, fields, this.seal, isRare);
  }

  flush(): void {
    const { buffer } = this;
    if (buffer.position === 0 || this.failed) return;
    this.failed = true;
    this.sink.append(buffer.bytes.subarray(0, buffer.position));
    this.failed = false;
    this.flushed += buffer.position;
    buffer.clear();
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.sink.close();
    }
  }
}
