import { TapeError } from '../../src/trace/format/tape-error.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import type { SegmentSink, TapeStore } from '../../src/trace/store/tape-store.ts';

/** A store on a disk that may be full, where what fits is written still, or that takes no new files. */
export class SmallDisk implements TapeStore {
  readonly single = false;
  readonly tape = new MemoryTapeStore();
  roomBytes = Infinity;
  takesFiles = true;
  readonly #onChange: () => void;

  /** `onChange` hears of whatever a node could be killed behind. */
  constructor(onChange: () => void = () => {}) {
    this.#onChange = onChange;
  }

  list(): readonly string[] {
    return this.tape.list();
  }

  open(name: string) {
    return this.tape.open(name);
  }

  create(name: string): SegmentSink {
    if (!this.takesFiles) throw new TapeError('io', 'permission denied');
    return this.#sinkTo(this.tape.create(name));
  }

  reopen(name: string, size: number): SegmentSink {
    this.roomBytes += this.tape.bytes(name).length - size;
    return this.#sinkTo(this.tape.reopen(name, size));
  }

  remove(name: string): void {
    this.roomBytes += this.tape.bytes(name).length;
    this.tape.remove(name);
    this.#onChange();
  }

  #sinkTo(sink: SegmentSink): SegmentSink {
    this.#onChange();
    return { append: (bytes) => this.#append(sink, bytes), close: () => sink.close() };
  }

  #append(sink: SegmentSink, bytes: Uint8Array): void {
    const fitting = Math.min(this.roomBytes, bytes.length);
    const half = fitting >> 1;
    for (const part of [bytes.subarray(0, half), bytes.subarray(half, fitting)]) {
      sink.append(part);
      this.#onChange();
    }
    this.roomBytes -= fitting;
    if (fitting < bytes.length) throw new TapeError('io', 'no space left on device');
  }
}
