import type { Plain } from '../format/plain.ts';
import type { RecordBuffer, Seal } from './record-buffer.ts';
import { segmentPrefix } from '../format/segment-format.ts';
import type { TapeSizes } from '../format/tape-sizes.ts';
import type { SegmentSink } from '../store/tape-store.ts';

/** Records into one segment, gathered in a buffer until it is worth a write. */
export class SegmentWriter {
  private readonly sink: SegmentSink;
  private readonly buffer: RecordBuffer;
  private readonly seal: Seal;
  private readonly sizes: TapeSizes;
  private flushed: number;
  /** A write failed, and perhaps in the middle of a record: nothing can follow it. */
  failed = false;

  constructor(sink: SegmentSink, seed: number, buffer: RecordBuffer, sizes: TapeSizes) {
    this.sink = sink;
    this.seal = { seed, bytesMax: sizes.recordBytesMax };
    this.buffer = buffer;
    this.sizes = sizes;
    const prefix = segmentPrefix(seed);
    sink.append(prefix);
    this.flushed = prefix.length;
  }

  /** Where the next record will lie. */
  get offset(): number {
    return this.flushed + this.buffer.position;
  }

  put(kind: number, fields: readonly Plain[], isRare: boolean): void {
    const { buffer } = this;
    buffer.put(kind, fields, this.seal, isRare);
    if (buffer.position >= this.sizes.tapeBufferBytesMax) this.flush();
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
    this.flush();
    this.sink.close();
  }
}
