import type { SegmentSink, TapeStore } from '../store/tape-store.ts';

/**
 * The segments that one run has in its store. Before a write would take them over their bound, the
 * oldest go, but never the one that is written to: each begins with a checkpoint, so that the rest
 * is a tape still.
 */
export class KeptSegments {
  readonly #store: TapeStore;
  readonly #keepBytes: number;
  /** By their names, the oldest first. */
  readonly #bytes = new Map<string, number>();

  constructor(store: TapeStore, keepBytes: number) {
    this.#store = store;
    this.#keepBytes = keepBytes;
  }

  create(name: string): SegmentSink {
    return this.#counted(name, 0, this.#store.create(name));
  }

  reopen(name: string, size: number): SegmentSink {
    return this.#counted(name, size, this.#store.reopen(name, size));
  }

  /** Made by this run, and not gone since, by whoever's hand. */
  has(name: string): boolean {
    return this.#bytes.has(name) && this.#store.list().includes(name);
  }

  #counted(name: string, size: number, sink: SegmentSink): SegmentSink {
    this.#bytes.set(name, size);
    const append = (bytes: Uint8Array): void => {
      this.#makeRoom(name, bytes.length);
      this.#bytes.set(name, this.#bytes.get(name)! + bytes.length);
      sink.append(bytes);
    };
    return { append, close: () => sink.close() };
  }

  #makeRoom(current: string, more: number): void {
    let total = more;
    for (const bytes of this.#bytes.values()) total += bytes;
    for (const [name, bytes] of this.#bytes) {
      if (total <= this.#keepBytes || name === current) return;
      this.#store.remove(name);
      this.#bytes.delete(name);
      total -= bytes;
    }
  }
}
