import { limits } from '../../protocol/limits.ts';
import { judgePlain } from '../format/judge-plain.ts';
import { packPlain } from '../format/pack-plain.ts';
import type { Packed } from '../format/pack-plain.ts';
import type { Plain } from '../format/plain.ts';
import { FRAME_BYTES, sealRecord } from '../format/segment-format.ts';
import { TapeError } from '../format/tape-error.ts';

/** Most nodes are quiet most of the time. */
const FIRST_BYTES = limits.tapeBufferBytesMax / 32;
/** Room that large records have made stays, for the next ones. */
const KEPT_BYTES_MAX = 32 * limits.tapeBufferBytesMax;

export interface Seal {
  /** Of the segment's checksums. */
  readonly seed: number;
  /** Kind and body. */
  readonly bytesMax: number;
}

/** Sealed records, one behind the other in bytes that are used again, until they are written. */
export class RecordBuffer {
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  position = 0;

  /**
   * `isRare`: it is worth its time to look at it with a reader's eyes, however small it is. Throws a
   * RangeError for a record that no reader would take; nothing has happened then.
   */
  put(kind: number, fields: readonly Plain[], seal: Seal, isRare: boolean): void {
    const start = this.position;
    const body = start + FRAME_BYTES + 1;
    const packed = packPlain(fields, this.bytes, body);
    const bytes = packed.end - packed.start;
    if (1 + bytes > seal.bytesMax) throw new RangeError('a record over recordBytesMax');
    if (isRare || bytes > limits.tapeBufferBytesMax) refuseUnreadable(packed);
    if (packed !== this.bytes) {
      this.makeRoom(body + bytes);
      packed.copy(this.bytes, body, packed.start, packed.end);
    }
    this.position = body + bytes;
    sealRecord(this.bytes, start, this.position, kind, seal.seed);
  }

  /** What stands before the first record. */
  begin(prefix: Uint8Array): void {
    this.bytes.set(prefix);
    this.position = prefix.length;
  }

  clear(): void {
    this.position = 0;
    if (this.bytes.length > KEPT_BYTES_MAX) this.bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  }

  private makeRoom(needed: number): void {
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.position));
    this.bytes = larger;
  }
}

/** A writer holds itself to what the reader takes. */
function refuseUnreadable(packed: Packed): void {
  try {
    judgePlain(packed, packed.start, packed.end);
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw new RangeError(`a record that no reader takes: ${error.message}`);
  }
}
