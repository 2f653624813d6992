import { limits } from '../../protocol/limits.ts';
import { PREFIX_BYTES, segmentOfName, segmentSeed } from '../format/segment-format.ts';
import { SegmentReader } from './segment-reader.ts';
import type { Found } from './segment-reader.ts';
import type { Damage, DamageCode, Place, TapeItem, Torn, Unclosed } from './tape-item.ts';
import { TapeOrder } from './tape-order.ts';
import type { Verdict } from './tape-order.ts';
import type { TapeRecord } from '../format/tape-record.ts';
import type { SegmentSource, TapeStore } from '../store/tape-store.ts';

/**
 * Reads a trace from its first record to its last, holding no more of it than its longest record. All that
 * is wrong with it comes as a value, at its place among the others: behind damage reading goes on with
 * the next page that can be believed. Only a store that fails throws, and then a `TapeError`.
 */
export function readTape(store: TapeStore): Generator<TapeItem, void, undefined> {
  return new Reading(store).items();
}

type FoundSomething = Exclude<Found, { readonly code: 'end' }>;

/** Damage whose end is not found yet. */
interface Hole {
  readonly code: DamageCode;
  readonly segment: number;
  readonly offset: number;
  readonly fromTurn: number;
  /** It is what a write that was cut off leaves behind, if nothing readable follows. */
  readonly looksTorn: boolean;
  bytes: number;
}

class Reading {
  private readonly store: TapeStore;
  private readonly order = new TapeOrder();
  private hole: Hole | null = null;
  private segment = 0;
  private size = 0;
  /** A record says how much of it there is to sum up, and many that say so could lie. */
  private readInVain = 0;

  constructor(store: TapeStore) {
    this.store = store;
  }

  *items(): Generator<TapeItem, void, undefined> {
    let isFirst = true;
    for (const { name, isLast, source } of this.segments()) {
      try {
        const reader = new SegmentReader(source);
        const refusal = isFirst ? refusalOf(reader, isLast) : null;
        if (refusal !== null) return yield refusal;
        if (this.begin(name, reader, isFirst, isLast)) {
          yield* this.records(segmentOfName(name), reader);
        }
      } finally {
        source.close();
      }
      isFirst = false;
    }
    if (isFirst) return yield { kind: 'unreadable', text: 'no trace is here' };
    const ending = this.ending();
    if (ending !== null) yield ending;
  }

  /**
   * One after another, as they are there when their turn comes: a node that is still recording may
   * remove the oldest and begin new ones meanwhile.
   */
  private *segments(): Generator<OpenSegment, void, undefined> {
    let after = -1;
    let names: readonly string[] = [];
    let mayGoOn = true;
    for (let next = 0; mayGoOn; next += 1) {
      // Looking takes as long as there are names, and only the last one may not be it any more.
      if (names.length - next < 2) [names, next] = [this.namesBehind(after), 0];
      const name = names[next];
      if (name === undefined) return;
      after = numberOf(name);
      const source = this.openIfThere(name);
      const isLast = next === names.length - 1;
      if (source !== null) yield { name, isLast, source };
      else names = [];
      // What is begun while the last one is read is read only if that had ended by then.
      mayGoOn = !isLast || this.order.ended === 'rolled';
    }
  }

  private namesBehind(after: number): readonly string[] {
    return this.store.list().filter((one) => numberOf(one) > after);
  }

  private openIfThere(name: string): SegmentSource | null {
    try {
      return this.store.open(name);
    } catch (error) {
      if (this.store.list().includes(name)) throw error;
      return null;
    }
  }

  /** Whether there is anything to be read in this segment. */
  private begin(name: string, reader: SegmentReader, isFirst: boolean, isLast: boolean): boolean {
    const { order } = this;
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

  private *records(number: number | null, reader: SegmentReader): Generator<TapeItem> {
    const { order } = this;
    let offset = PREFIX_BYTES;
    for (;;) {
      const found = reader.find(offset, order.nameOf);
      if (found.code === 'end') return;
      const fromTurn = order.firstLost;
      const verdict = this.judge(found, number, offset);
      if (found.code !== 'record' || (verdict !== 'fits' && verdict !== 'leaps')) {
        offset = this.passOver(found, verdict as DamageCode, reader, offset);
        continue;
      }
      if (verdict === 'leaps') {
        const { segment } = this;
        this.hole ??= { ...none, code: 'missing-page', segment, offset, fromTurn };
      }
      const { record } = found;
      if (record?.kind === 'header') this.segment = record.segment;
      if (this.hole !== null && (record?.kind === 'header' || record?.kind === 'page')) {
        yield damage(this.hole, record.turn - 1);
        this.hole = null;
      }
      if (record !== null && record.kind !== 'name') yield placed(record, this.segment, offset);
      offset = found.end;
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
      return isTorn ? { kind: 'torn', segment, offset, bytes } : damage(hole, null);
    }
    if (order.ended === null) return { kind: 'unclosed', segment, offset: this.size };
    if (order.ended === 'footer' || this.store.single) return null;
    const next = { segment: segment + 1, offset: 0, fromTurn: order.turn };
    return damage({ ...none, code: 'missing-segment', ...next }, null);
  }
}

interface OpenSegment {
  readonly name: string;
  readonly isLast: boolean;
  readonly source: SegmentSource;
}

/** A single segment can have any name, and is the only one. */
function numberOf(name: string): number {
  return segmentOfName(name) ?? Infinity;
}

/** Of the first segment; damage does not make a later one strange. */
function refusalOf({ prefix }: SegmentReader, isLast: boolean): TapeItem | null {
  if (prefix.code === 'newer') return { kind: 'newer', format: prefix.format };
  if (prefix.code !== 'unreadable' || !isLast) return null;
  return { kind: 'unreadable', text: 'this is no segment of a trace' };
}

const none = { looksTorn: false, bytes: 0 } as const;

function damage(hole: Hole, toTurn: number | null): Damage {
  const { looksTorn: _, ...rest } = hole;
  return { kind: 'damage', ...rest, toTurn };
}

/**
 * A write that was cut off leaves a file that ends within a record, or zeros up to the end. Whatever
 * else cannot be believed was written whole, and is another now.
 */
function looksTorn(reader: SegmentReader, offset: number, code: DamageCode): boolean {
  if (code === 'cut-short') return true;
  return mayBeZeros.includes(code) && reader.endsInZeros(offset);
}

const mayBeZeros: readonly DamageCode[] = ['bad-length', 'bad-checksum', 'bad-segment'];

/** The record is the reader's own still, so it takes its place without a copy. */
function placed<R extends TapeRecord>(record: R, segment: number, offset: number): R & Place {
  const item = record as { segment?: number; offset?: number };
  item.segment = segment;
  item.offset = offset;
  return record as R & Place;
}
