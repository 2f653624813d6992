import { limits } from '../../protocol/limits.ts';
import { PREFIX_BYTES, segmentName, segmentOfName, segmentSeed } from '../format/segment-format.ts';
import type { TapeHead, TapeRecord } from '../format/tape-record.ts';
import type { TapeStore } from '../store/tape-store.ts';
import { SegmentReader } from './segment-reader.ts';
import type { Found } from './segment-reader.ts';
import { walkSegments } from './segment-walk.ts';
import { damageOf, looksTorn, unopened, type Hole } from './tape-hole.ts';
import type { Damage, DamageCode, Place, TapeItem, Torn, Unclosed } from './tape-item.ts';
import { TapeOrder } from './tape-order.ts';
import type { Verdict } from './tape-order.ts';

type FoundSomething = Exclude<Found, { readonly code: 'end' }>;

/**
 * How far a tape is read. Of a tape that is being recorded, what is there can be read, and later, from
 * there on, what has come: what cannot be read at its end is waited for, as the rest of it may come yet.
 */
export class TapeReading {
  /**
   * What was read is not what stands there now: a disk was full, and what a write had left was taken back.
   * Only reading all of it again tells what is there.
   */
  isRewritten = false;
  private readonly store: TapeStore;
  private readonly order = new TapeOrder();
  private hole: Hole | null = null;
  private isFirst = true;
  /** The segment that is being read, and where reading goes on in it. */
  private name: string | null = null;
  private offset = 0;
  private segment = 0;
  private size = 0;
  /** How long the segments before it were. */
  private passed = 0;
  /** Where an earlier reading has stopped. */
  private resumedAt = NOWHERE;
  private isGrowing = false;
  /** A record says how much of it there is to sum up, and many that say so could lie. */
  private readInVain = 0;

  constructor(store: TapeStore) {
    this.store = store;
  }

  /** Begins at a page that was read before, as if it were the first. */
  static from(store: TapeStore, head: TapeHead, { segment, offset, turn }: PagePlace): TapeReading {
    const reading = new TapeReading(store);
    reading.order.beginAt(head, turn);
    reading.isFirst = false;
    reading.name = store.single ? store.list()[0]! : segmentName(segment);
    reading.segment = segment;
    reading.offset = offset;
    return reading;
  }

  /** Of the segments that were gone through, and of the one that is being read. */
  get bytesRead(): number {
    return this.passed + this.offset;
  }

  /** What is there and was not read yet; with its ending, unless it is `growing`. */
  *items(growing: 'growing' | 'over' = 'over'): Generator<TapeItem, void, undefined> {
    this.isGrowing = growing === 'growing';
    const { isGrowing, name: from, order } = this;
    const goesOn = () => order.ended === 'rolled';
    let expected = order.ended === null ? from : null;
    for (const { name, isLast, source } of walkSegments(this.store, { from, isGrowing, goesOn })) {
      try {
        if (isGrowing && isLast && name === this.name && source.size === this.size) continue;
        const reader = new SegmentReader(source);
        const refusal = this.isFirst ? refusalOf(reader, isLast) : null;
        if (refusal !== null) return yield refusal;
        if (isGrowing && isLast && reader.prefix.code === 'cut-short') return;
        if (expected !== null && name !== expected) {
          this.open('missing-segment', this.segment, this.offset);
        }
        expected = null;
        if (this.enter(name, reader, isLast)) {
          yield* this.records(segmentOfName(name), reader, isGrowing && isLast);
        }
        if (this.isRewritten) return;
      } finally {
        source.close();
      }
    }
    if (isGrowing) return;
    if (this.isFirst) return yield { kind: 'unreadable', text: 'no trace is here' };
    const ending = this.ending();
    if (ending !== null) yield ending;
  }

  /** Whether there is anything to be read in this segment. */
  private enter(name: string, reader: SegmentReader, isLast: boolean): boolean {
    if (name === this.name) return this.resume(name, reader);
    this.name = name;
    this.passed += this.size;
    this.resumedAt = NOWHERE;
    const { size } = reader;
    const isReadable = this.begin(name, reader, isLast);
    this.isFirst = false;
    this.offset = isReadable ? PREFIX_BYTES : size;
    return isReadable;
  }

  private resume(name: string, { prefix, size }: SegmentReader): boolean {
    this.size = size;
    this.resumedAt = this.offset;
    const isSame = prefix.code === 'good' && this.belongs(name, prefix.seed);
    this.isRewritten = !isSame || size < this.offset;
    return !this.isRewritten;
  }

  private begin(name: string, reader: SegmentReader, isLast: boolean): boolean {
    const { isFirst, order } = this;
    const { prefix, size } = reader;
    // A run that was killed between making a segment and writing to it leaves an empty file.
    if (!isFirst && isLast && size === 0 && order.ended === null) return false;
    if (!isFirst && order.ended === null) this.open('unfinished-segment', this.segment, this.size);
    const number = segmentOfName(name) ?? this.segment + 1;
    if (!isFirst && number > this.segment + 1) this.open('missing-segment', this.segment + 1, 0);
    const isNext = isFirst || number > this.segment;
    this.segment = number;
    this.size = size;
    order.beginSegment();
    if (prefix.code === 'good') {
      if (isNext && this.belongs(name, prefix.seed)) return true;
      this.open('misplaced-segment', number, 0);
    } else {
      const code = prefix.code === 'cut-short' ? 'cut-short' : 'bad-segment';
      const verdict = order.ended === null ? code : 'past-the-end';
      this.open(verdict, number, 0, looksTorn(reader, 0, verdict));
    }
    this.skip(size);
    return false;
  }

  private belongs(name: string, seed: number): boolean {
    const { run } = this.order;
    const number = segmentOfName(name);
    return run === null || number === null || seed === segmentSeed(run, number);
  }

  private *records(
    number: number | null,
    reader: SegmentReader,
    waits: boolean,
  ): Generator<TapeItem> {
    const { order } = this;
    for (;;) {
      const { offset } = this;
      const found = reader.find(offset, order.nameOf);
      if (found.code === 'end') return;
      const fromTurn = order.firstLost;
      const verdict = this.judge(found, number, offset);
      if (found.code !== 'record' || (verdict !== 'fits' && verdict !== 'leaps')) {
        if (waits && reader.findPage(offset + 1, order.wants) === reader.size) return;
        this.isRewritten = this.isGrowing && offset === this.resumedAt;
        if (this.isRewritten) return;
        this.offset = this.passOver(found, verdict as DamageCode, reader, offset);
        continue;
      }
      if (verdict === 'leaps') {
        const { segment } = this;
        this.hole ??= { ...unopened, code: 'missing-page', segment, offset, fromTurn };
      }
      const { record } = found;
      this.offset = found.end;
      if (record?.kind === 'header') this.segment = record.segment;
      if (this.hole !== null && (record?.kind === 'header' || record?.kind === 'page')) {
        yield damageOf(this.hole, record.turn - 1);
        this.hole = null;
      }
      if (record !== null && record.kind !== 'name') yield placed(record, this.segment, offset);
    }
  }

  /** Gives where reading goes on. Only what nothing readable follows can be torn. */
  private passOver(
    found: FoundSomething,
    code: DamageCode,
    reader: SegmentReader,
    offset: number,
  ): number {
    if (found.code === 'bad-checksum') this.readInVain += found.bytes;
    const isOver = code === 'misplaced-segment' || this.readInVain > limits.readInVainBytesMax;
    const next = isOver ? reader.size : reader.findPage(offset + 1, this.order.wants);
    const isEnd = next === reader.size;
    this.open(code, this.segment, offset, isEnd && looksTorn(reader, offset, code));
    this.skip(next - offset);
    return next;
  }

  private judge(found: FoundSomething, number: number | null, offset: number): Verdict {
    if (found.code !== 'record') return this.order.ended === null ? found.code : 'past-the-end';
    return found.record === null ? 'fits' : this.order.accept(found.record, number, offset);
  }

  /** What follows damage before the next good page belongs to it. */
  private open(code: DamageCode, segment: number, offset: number, looksTorn = false): void {
    const fromTurn = this.order.firstLost;
    this.hole ??= { code, segment, offset, fromTurn, looksTorn, bytes: 0 };
    this.order.lose();
  }

  private skip(bytes: number): void {
    if (this.hole !== null) this.hole.bytes += bytes;
  }

  private ending(): Damage | Torn | Unclosed | null {
    const { hole, order, segment } = this;
    if (hole !== null) {
      const { offset, bytes } = hole;
      const isTorn = hole.looksTorn && hole.segment === segment;
      return isTorn ? { kind: 'torn', segment, offset, bytes } : damageOf(hole, null);
    }
    if (order.ended === null) return { kind: 'unclosed', segment, offset: this.size };
    if (order.ended === 'footer' || this.store.single) return null;
    const next = { segment: segment + 1, offset: 0, fromTurn: order.turn };
    return damageOf({ ...unopened, code: 'missing-segment', ...next }, null);
  }
}

/** Of the first segment; damage does not make a later one strange. */
function refusalOf({ prefix }: SegmentReader, isLast: boolean): TapeItem | null {
  if (prefix.code === 'newer') return { kind: 'newer', format: prefix.format };
  if (prefix.code !== 'unreadable' || !isLast) return null;
  return { kind: 'unreadable', text: 'this is no segment of a trace' };
}

/** A page, and the turn of the first input behind its start. */
export interface PagePlace extends Place {
  readonly turn: number;
}

const NOWHERE = -1;

/** The record is the reader's own still, so it takes its place without a copy. */
function placed<R extends TapeRecord>(record: R, segment: number, offset: number): R & Place {
  const item = record as { segment?: number; offset?: number };
  item.segment = segment;
  item.offset = offset;
  return record as R & Place;
}
