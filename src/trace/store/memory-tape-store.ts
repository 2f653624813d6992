import { TapeError } from '../format/tape-error.ts';
import type { SegmentSink, SegmentSource, TapeStore } from './tape-store.ts';

/** A trace that lies nowhere, for simulations that nobody wants to keep. */
export class MemoryTapeStore implements TapeStore {
  readonly single = false;
  private readonly segments = new Map<string, Uint8Array[]>();

  /** Of segments that are there already, each by its name. */
  static of(segments: Readonly<Record<string, Uint8Array>>): MemoryTapeStore {
    const store = new MemoryTapeStore();
    for (const [name, bytes] of Object.entries(segments)) store.segments.set(name, [bytes]);
    return store;
  }

  list(): readonly string[] {
    return [...this.segments.keys()].sort();
  }

  create(name: string): SegmentSink {
    if (this.segments.has(name))
      throw new TapeError('exists', `there is a segment ${name} already`);
    return this.sinkTo(name, []);
  }

  reopen(name: string, size: number): SegmentSink {
    const bytes = this.bytes(name);
    if (bytes.length < size) throw new TapeError('io', `the segment ${name} became shorter`);
    return this.sinkTo(name, [bytes.slice(0, size)]);
  }

  remove(name: string): void {
    this.segments.delete(name);
  }

  open(name: string): SegmentSource {
    const bytes = this.bytes(name);
    return {
      size: bytes.length,
      read: (offset, into) => {
        const part = bytes.subarray(offset, offset + into.length);
        into.set(part);
        return part.length;
      },
      close: () => {},
    };
  }

  bytes(name: string): Uint8Array {
    const parts = this.segments.get(name);
    if (parts === undefined) throw new TapeError('io', `there is no segment ${name}`);
    return Buffer.concat(parts);
  }

  private sinkTo(name: string, parts: Uint8Array[]): SegmentSink {
    this.segments.set(name, parts);
    return { append: (bytes) => void parts.push(new Uint8Array(bytes)), close: () => {} };
  }
}
