import { limits } from '../../protocol/limits.ts';
import { BodySkimmer } from '../format/body-skimmer.ts';
import { recordTable } from '../format/record-table.ts';
import type { Writing } from '../format/record-table.ts';
import { putRecord, SegmentChain } from './segment-chain.ts';
import type { Rest } from './segment-chain.ts';
import type { SegmentWriter } from './segment-writer.ts';
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
  private readonly head: TapeHead;
  private readonly sizes: TapeSizes;
  private readonly chain: SegmentChain;
  private readonly names = new Map<string, number>();
  private readonly writing: Writing;
  private page = 0;
  private pageStart = 0;
  /** Where the segment's first checkpoint ends. */
  private begun = 0;
  private turn = 1;
  private at = 0;
  private lacksSteps = false;
  private beforeTurn: Rest | null = null;
  /** Of the last checkpoint, or of the last try. */
  private checkpointTurn = 0;
  private isPostponed = false;
  private state: 'taping' | 'suspended' | 'ended' = 'taping';

  /** Throws `exists` where a trace lies already: none is ever overwritten. */
  constructor(store: TapeStore, head: TapeHead, sizes: TapeSizes = limits) {
    if (store.list().length > 0) throw new TapeError('exists', 'there is a trace already');
    this.head = head;
    this.sizes = sizes;
    this.chain = new SegmentChain(store, head, sizes);
    this.writing = {
      intern: (name) => this.intern(name),
      skimmer: new BodySkimmer(head.bodies, head.node),
    };
  }

  /** To be asked between two turns. */
  get wantsCheckpoint(): boolean {
    const { segment } = this.chain;
    if (segment === null) return true;
    if (this.turn - 1 - this.checkpointTurn >= this.sizes.checkpointTurns) return true;
    return !this.isPostponed && this.isFull(segment);
  }

  /** The state is too much for a record: to be asked again later. A full segment goes on till then. */
  postponeCheckpoint(): void {
    this.checkpointTurn = this.turn - 1;
    this.isPostponed = true;
  }

  /** Throws a RangeError for what is our own fault; that record is not written then. */
  write(record: WritableRecord): void {
    if (this.state !== 'taping' || this.chain.segment?.failed) throw hasEnded();
    this.judgeOrder(record);
    if (record.kind === 'checkpoint') this.beginCheckpoint(record);
    const { segment } = this.chain;
    if (segment === null) throw new RangeError('a tape begins with a checkpoint');
    if (this.isPageFull(record, segment)) this.beginPage(segment);
    if (record.kind === 'input') this.beginTurn(segment, record);
    this.add(segment, record);
    if (segment.isDue) this.flush();
  }

  /** What is not written is followed all the same, or later bodies could not be told from headers. */
  pass(input: InputRecord): void {
    recordTable.input.toTape(input, this.writing);
  }

  /** Hands over what waits in memory. */
  flush(): void {
    const { segment } = this.chain;
    if (segment === null || segment.failed) return;
    segment.flush();
    this.chain.rest = (this.lacksSteps ? this.beforeTurn : null) ?? this.restIn(segment);
  }

  /** After a write that failed: the store is left alone until `resume`. */
  suspend(): void {
    if (this.state === 'taping') this.state = 'suspended';
    this.chain.suspend();
  }

  /**
   * After `suspend`: the next segment tells which turns were lost, and goes on from this one. Gives
   * the first that was lost; there is none if that is the next to come.
   */
  resume(checkpoint: CheckpointRecord, code: string): number {
    if (this.state === 'ended') throw hasEnded();
    const { turn, at, page } = this.chain.rest;
    this.turn = turn;
    this.at = at;
    this.page = page;
    const segment = this.beginSegment();
    this.beginPage(segment);
    const gap = { fromTurn: turn, toTurn: checkpoint.turn, at: checkpoint.at, code };
    if (gap.fromTurn <= gap.toTurn) this.add(segment, { kind: 'gap', ...gap });
    this.add(segment, checkpoint);
    this.state = 'taping';
    return turn;
  }

  /** The run ended well. */
  close(): void {
    const { segment } = this.chain;
    if (this.state === 'taping' && segment !== null && !segment.failed) {
      const { turn, at } = this;
      putRecord(segment, { kind: 'footer', offset: segment.offset, turn, at });
    }
    this.abandon();
  }

  /** Keeps what was written, without a word on how the run ended. */
  abandon(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.chain.segment?.close();
  }

  /** At least half of a segment is not its first checkpoint, or a big one would come again and again. */
  private isFull(segment: SegmentWriter): boolean {
    return segment.offset >= Math.max(this.sizes.segmentBytesMax, 2 * this.begun);
  }

  private beginCheckpoint({ turn, at }: CheckpointRecord): void {
    const { chain } = this;
    if (chain.segment !== null && !this.isFull(chain.segment)) {
      this.beginPage(chain.segment);
      return;
    }
    if (chain.segment === null) {
      this.turn = turn + 1;
      chain.rest = { ...chain.rest, turn: this.turn, at };
    }
    this.flush();
    this.beginPage(this.beginSegment());
  }

  private beginSegment(): SegmentWriter {
    this.begun = 0;
    return this.chain.next();
  }

  /** A segment that cannot be closed, for want of a checkpoint, has an end too, and so that it can be read. */
  private beginTurn(segment: SegmentWriter, input: InputRecord): void {
    const { traceKeepBytes, tapeBufferBytesMax } = this.sizes;
    const bytesMax = Math.min(traceKeepBytes, limits.segmentBytesReadMax);
    if (segment.offset + tapeBufferBytesMax > bytesMax) {
      this.pass(input);
      throw new TapeError('full', 'it is as long as it may be');
    }
    this.beforeTurn = this.restIn(segment);
  }

  private restIn({ offset }: SegmentWriter): Rest {
    const { page, turn, at } = this;
    return { segment: this.chain.number, offset, page, turn, at };
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
    putRecord(segment, { kind: 'page', page: this.page, offset: this.pageStart, turn, at });
  }

  private add(segment: SegmentWriter, record: WritableRecord): void {
    putRecord(segment, record, this.writing);
    this.advance(record);
    if (record.kind === 'checkpoint') this.begun ||= segment.offset;
  }

  private intern(name: string): number | string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const { segment } = this.chain;
    const isFull = this.names.size >= limits.pageNamesMax;
    if (segment === null || isFull || name.length > limits.tapeNameUnitsMax) return name;
    const ref = this.names.size + 1;
    this.names.set(name, ref);
    putRecord(segment, { kind: 'name', ref, name });
    return ref;
  }

  /** A reader takes a turn out of order for damage, so here it is our own fault. */
  private judgeOrder(record: WritableRecord): void {
    if (this.chain.segment === null || record.kind === 'clock') return;
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
    if (record.kind === 'input') this.lacksSteps = this.head.steps;
    else if (record.kind === 'steps' || record.kind === 'checkpoint') this.lacksSteps = false;
    if (record.kind === 'input') this.at = record.input.at;
    else if ('at' in record) this.at = record.at;
  }
}

function hasEnded(): TapeError {
  return new TapeError('io', 'the tape has ended');
}
