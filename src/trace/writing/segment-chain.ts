import { BodySkimmer } from '../format/body-skimmer.ts';
import { recordTable } from '../format/record-table.ts';
import type { Writing } from '../format/record-table.ts';
import { FORMAT, segmentName, segmentSeed } from '../format/segment-format.ts';
import type { TapeHead, TapeRecord } from '../format/tape-record.ts';
import type { TapeSizes } from '../format/tape-sizes.ts';
import type { TapeStore } from '../store/tape-store.ts';
import { KeptSegments } from './kept-segments.ts';
import { RecordBuffer } from './record-buffer.ts';
import { SegmentWriter } from './segment-writer.ts';

/** A place between two turns, with what comes next there. */
export interface Rest {
  readonly segment: number;
  readonly offset: number;
  readonly page: number;
  readonly turn: number;
  readonly at: number;
}

/**
 * The segments of one tape, one after another. A write that fails can leave any part of itself; so
 * the chain knows the last rest up to which all is in the store. Behind it the next segment begins,
 * whether this one is full or has failed: what lies behind the rest is taken back, and this segment
 * ends there. At any moment of this the tape is whole, or one whose node was killed.
 */
export class SegmentChain {
  rest: Rest = { segment: 0, offset: 0, page: 0, turn: 1, at: 0 };
  segment: SegmentWriter | null = null;
  /** Of that segment. */
  number = 0;
  readonly #kept: KeptSegments;
  readonly #head: TapeHead;
  readonly #sizes: TapeSizes;
  readonly #buffer = new RecordBuffer();
  /** The last segment that says in the store that it goes on. */
  #rolled = 0;

  constructor(store: TapeStore, head: TapeHead, sizes: TapeSizes) {
    this.#kept = new KeptSegments(store, sizes.traceKeepBytes);
    this.#head = head;
    this.#sizes = sizes;
  }

  /** The next file is there before the last one says that it goes on, so none can be missed later. */
  next(): SegmentWriter {
    const { segment: last, turn } = this.rest;
    const number = last + 1;
    const name = segmentName(number);
    if (!this.#kept.has(name)) this.#kept.create(name).close();
    this.#endLast();
    const segment = this.#open(number, 0);
    this.number = number;
    const header = {
      kind: 'header',
      format: FORMAT,
      segment: number,
      turn,
      ...this.#head,
    } as const;
    putRecord(segment, header);
    return segment;
  }

  /** Whatever comes of it: what waits in memory may be lost. */
  suspend(): void {
    const { segment } = this;
    this.segment = null;
    try {
      segment?.close();
    } catch {
      // It has failed already, or so some more turns are lost.
    }
  }

  /** One that somebody has taken away needs no end. */
  #endLast(): void {
    const { segment: last, offset, turn, at } = this.rest;
    if (this.#rolled >= last) return;
    if (this.segment !== null || this.#kept.has(segmentName(last))) {
      const segment = this.segment ?? this.#open(last, offset);
      this.segment = null;
      putRecord(segment, { kind: 'rolled', offset: segment.offset, turn, at });
      segment.close();
    }
    this.#rolled = last;
  }

  #open(number: number, size: number): SegmentWriter {
    const sink = this.#kept.reopen(segmentName(number), size);
    const seed = segmentSeed(this.#head.run, number);
    this.segment = new SegmentWriter(sink, seed, this.#buffer, this.#sizes, size);
    return this.segment;
  }
}

export function putRecord(segment: SegmentWriter, record: TapeRecord, writing = nothing): void {
  const kind = recordTable[record.kind];
  const isRare = record.kind !== 'input' && record.kind !== 'steps';
  segment.put(kind.number, kind.toTape(record as never, writing), isRare);
}

/** What only inputs and steps need. */
const nothing: Writing = { intern: (name) => name, skimmer: new BodySkimmer('none', '') };
