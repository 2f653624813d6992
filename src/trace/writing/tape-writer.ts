import { limits } from '../../protocol/limits.ts';
import { BodySkimmer } from '../format/body-skimmer.ts';
import { RecordBuffer } from './record-buffer.ts';
import { recordTable } from '../format/record-table.ts';
import type { Writing } from '../format/record-table.ts';
import { FORMAT, segmentName, segmentSeed } from '../format/segment-format.ts';
import { SegmentWriter } from './segment-writer.ts';
import { TapeError } from '../format/tape-error.ts';
import type {
  CheckpointRecord,
  ClockRecord,
  CrashedRecord,
  GapRecord,
  InputRecord,
  MarkRecord,
  StepsRecord,
  TapeHead,
  TapeRecord,
} from '../format/tape-record.ts';
import type { TapeSizes } from '../format/tape-sizes.ts';
import type { TapeStore } from '../store/tape-store.ts';

/** What is written from outside; headers, pages, names and ends are the writer's own. */
export type WritableRecord =
  | InputRecord
  | StepsRecord
  | CheckpointRecord
  | ClockRecord
  | GapRecord
  | MarkRecord
  | CrashedRecord;

/**
 * Writes one trace. It begins with a checkpoint, and goes on with one whenever `wantsCheckpoint`:
 * with it a full segment gives way to the next. Between two calls of `flush` up to
 * `tapeBufferBytesMax` wait in memory; where a flush falls does not change what is written.
 */
export class TapeWriter {
  private readonly store: TapeStore;
  private readonly head: TapeHead;
  private readonly sizes: TapeSizes;
  private readonly buffer = new RecordBuffer();
  private readonly names = new Map<string, number>();
  private readonly writing: Writing;
  private segment: SegmentWriter | null = null;
  private segments = 0;
  private page = 0;
  private pageStart = 0;
  private turn = 1;
  private at = 0;
  /** Of the last checkpoint, or of the last try. */
  private checkpointTurn = 0;
  private isPostponed = false;
  private ended = false;

  /** Throws `exists` where a trace lies already: none is ever overwritten. */
  constructor(store: TapeStore, head: TapeHead, sizes: TapeSizes = limits) {
    if (store.list().length > 0) throw new TapeError('exists', 'there is a trace already');
    this.store = store;
    this.head = head;
    this.sizes = sizes;
    this.writing = {
      intern: (name) => this.intern(name),
      skimmer: new BodySkimmer(head.bodies),
    };
  }

  /** To be asked between two turns. */
  get wantsCheckpoint(): boolean {
    if (this.segment === null) return true;
    if (this.turn - 1 - this.checkpointTurn >= this.sizes.checkpointTurns) return true;
    return !this.isPostponed && this.segment.offset >= this.sizes.segmentBytesMax;
  }

  /** The state is too much for a record: to be asked again later. A full segment goes on till then. */
  postponeCheckpoint(): void {
    this.checkpointTurn = this.turn - 1;
    this.isPostponed = true;
  }

  /** Throws a RangeError for what is our own fault; that record is not written then. */
  write(record: WritableRecord): void {
    if (this.ended || this.segment?.failed) throw new TapeError('io', 'the tape has ended');
    this.judgeOrder(record);
    if (record.kind === 'checkpoint') this.beginCheckpoint(record);
    const { segment } = this;
    if (segment === null) throw new RangeError('a tape begins with a checkpoint');
    if (this.isPageFull(record, segment)) this.beginPage(segment);
    this.put(segment, record);
    this.advance(record);
  }

  /** Hands over what waits in memory. */
  flush(): void {
    this.segment?.flush();
  }

  /** The run ended well. */
  close(): void {
    if (this.segment !== null && !this.ended && !this.segment.failed) {
      this.putEnd(this.segment, 'footer');
    }
    this.abandon();
  }

  /** Keeps what was written, without a word on how the run ended. */
  abandon(): void {
    if (this.ended) return;
    this.ended = true;
    this.segment?.close();
  }

  private beginCheckpoint({ turn }: CheckpointRecord): void {
    if (this.segment === null) this.turn = turn + 1;
    const isFull = this.segment !== null && this.segment.offset >= this.sizes.segmentBytesMax;
    if (this.segment === null || isFull) this.beginSegment();
    if (this.segment !== null) this.beginPage(this.segment);
  }

  /** The next file is there before the last one says that it goes on, so none can be missed later. */
  private beginSegment(): void {
    const number = this.segments + 1;
    const sink = this.store.create(segmentName(number));
    if (this.segment !== null) {
      this.putEnd(this.segment, 'rolled');
      this.segment.close();
    }
    const seed = segmentSeed(this.head.run, number);
    this.segment = new SegmentWriter(sink, seed, this.buffer, this.sizes);
    this.segments = number;
    const { head, turn } = this;
    this.put(this.segment, { kind: 'header', format: FORMAT, segment: number, turn, ...head });
  }

  /** A turn's input and steps share a page, and so does what went wrong in it. */
  private isPageFull({ kind }: WritableRecord, segment: SegmentWriter): boolean {
    if (kind === 'steps' || kind === 'crashed' || kind === 'checkpoint') return false;
    return segment.offset - this.pageStart >= this.sizes.pageBytesMax;
  }

  private beginPage(segment: SegmentWriter): void {
    const { turn, at } = this;
    this.page += 1;
    this.pageStart = segment.offset;
    this.names.clear();
    this.put(segment, { kind: 'page', page: this.page, offset: this.pageStart, turn, at });
  }

  private putEnd(segment: SegmentWriter, kind: 'footer' | 'rolled'): void {
    const { turn, at } = this;
    this.put(segment, { kind, offset: segment.offset, turn, at });
  }

  private put(segment: SegmentWriter, record: TapeRecord): void {
    const kind = recordTable[record.kind];
    const isRare = record.kind !== 'input' && record.kind !== 'steps';
    segment.put(kind.number, kind.toTape(record as never, this.writing), isRare);
  }

  private intern(name: string): number | string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const isFull = this.names.size >= limits.pageNamesMax;
    if (this.segment === null || isFull || name.length > limits.tapeNameUnitsMax) return name;
    const ref = this.names.size + 1;
    this.names.set(name, ref);
    this.put(this.segment, { kind: 'name', ref, name });
    return ref;
  }

  /** A reader takes a turn out of order for damage, so here it is our own fault. */
  private judgeOrder(record: WritableRecord): void {
    if (this.segment === null || record.kind === 'clock') return;
    const turn = record.kind === 'gap' ? record.fromTurn : record.turn;
    const begins = record.kind === 'input' || record.kind === 'gap';
    if (turn === (begins ? this.turn : this.turn - 1)) return;
    throw new RangeError(`${record.kind} of turn ${turn} is out of order`);
  }

  private advance(record: WritableRecord): void {
    if (record.kind === 'input') this.turn += 1;
    else if (record.kind === 'gap') this.turn = record.toTurn + 1;
    else if (record.kind === 'checkpoint') {
      this.checkpointTurn = record.turn;
      this.isPostponed = false;
    }
    if (record.kind === 'input') this.at = record.input.at;
    else if ('at' in record) this.at = record.at;
  }
}
