import { limits } from '../protocol/limits.ts';
import type { Clock } from '../streams/clock.ts';
import type { Dice } from './dice.ts';
import type { LinkPlan } from './link-plan.ts';

/**
 * One direction of a virtual link, as TCP would have it: nothing is lost or reordered, things only
 * come late or not at all.
 *
 *     write ─▶ send buffer ─pieces─▶ wire ─latency─▶ arrive ─▶ window ─▶ taken
 *
 * The wire takes one piece after another, at its bandwidth, and what piles up meanwhile is cut
 * without regard to who wrote it when. What is under way or arrived but not taken fits in the
 * window; a window that is full fills the send buffer. What arrives while the way is held (cut, or
 * the host is down) is kept as by a sender that tries again, and arrives after `release`; a reset
 * is not tried again.
 */
export class VirtualLane {
  readonly #clock: Clock;
  readonly #plan: LinkPlan;
  readonly #dice: Dice;
  readonly #ends: LaneEnds;
  readonly #marks: LaneMark[];
  readonly #kept: Arrival[] = [];
  #buffer: Uint8Array[] = [];
  #taken = 0;
  #waiting = 0;
  #window = WINDOW_BYTES;
  #sent = 0;
  #busyUntil = 0;
  #isDeparting = false;
  #isEnding = false;
  #isAborted = false;

  constructor(
    clock: Clock,
    plan: LinkPlan,
    dice: Dice,
    marks: readonly LaneMark[],
    ends: LaneEnds,
  ) {
    this.#clock = clock;
    this.#plan = plan;
    this.#dice = dice;
    this.#ends = ends;
    this.#marks = marks.toSorted((a, b) => a.bytes - b.bytes);
  }

  /** The bytes in the send buffer. */
  get waiting(): number {
    return this.#waiting;
  }

  /** What is planned for the very start. */
  open(): void {
    for (const mark of this.#marksReached()) mark.act();
  }

  write(bytes: Uint8Array): void {
    this.#buffer.push(bytes);
    this.#waiting += bytes.length;
    this.#pump();
  }

  end(): void {
    this.#isEnding = true;
    this.#pump();
  }

  /** The sender is no more: what has not left is dropped, and nothing is tried again. */
  abort(): void {
    this.#isAborted = true;
    this.#buffer = [];
    this.#taken = 0;
    this.#waiting = 0;
    this.#isEnding = false;
    this.#kept.length = 0;
  }

  reset(): void {
    this.abort();
    this.#send({ type: 'reset' }, []);
  }

  /** The receiver has taken so many bytes. */
  credit(bytes: number): void {
    this.#window += bytes;
    this.#pump();
  }

  /** The way is free again: what was kept arrives as if it were sent now. */
  release(): void {
    if (this.#kept.length === 0) return;
    this.#clock.at(this.#clock.now() + this.#plan.latencyUs, () => {
      if (this.#ends.isHeld()) return;
      for (const arrival of this.#kept.splice(0)) this.#deliver(arrival);
    });
  }

  #pump(): void {
    while (this.#waiting > 0 && this.#window > 0) {
      if (this.#clock.now() < this.#busyUntil) return this.#pumpWhenFree();
      const size = this.#pieceSize();
      this.#busyUntil = this.#clock.now() + this.#wireTime(size);
      const chunks = this.#cut(size);
      this.#window -= size;
      this.#sent += size;
      this.#send({ type: 'bytes', chunks, size }, this.#marksReached());
      if (this.#waiting === 0) this.#ends.emptied();
    }
    if (!this.#isEnding || this.#waiting > 0) return;
    this.#isEnding = false;
    this.#send({ type: 'ended' }, []);
    this.#ends.endSent();
  }

  #pumpWhenFree(): void {
    if (this.#isDeparting) return;
    this.#isDeparting = true;
    this.#clock.at(this.#busyUntil, () => {
      this.#isDeparting = false;
      this.#pump();
    });
  }

  /** Many small pieces, for what stands at the start of a frame is small. */
  #pieceSize(): number {
    const toMark = (this.#marks[0]?.bytes ?? Infinity) - this.#sent;
    const atOnce = Math.max(PACKET_BYTES, Math.floor(this.#plan.bytesPerSecond / 50));
    const most = Math.min(this.#waiting, this.#window, toMark, atOnce, limits.inputBytesMax);
    if (this.#plan.segmentation === 'whole') return most;
    if (this.#plan.segmentation === 'bytes') return 1;
    return this.#dice.chance(1 / 4)
      ? Math.min(most, this.#dice.between(1, 8))
      : this.#dice.between(1, most);
  }

  #wireTime(size: number): number {
    const pause = this.#plan.segmentation === 'random' ? this.#dice.below(PAUSE_US_MAX + 1) : 0;
    return Math.ceil((size * 1_000_000) / this.#plan.bytesPerSecond) + pause;
  }

  #cut(size: number): Uint8Array[] {
    const chunks: Uint8Array[] = [];
    this.#waiting -= size;
    for (let rest = size; rest > 0;) {
      const first = this.#buffer[this.#taken] as Uint8Array;
      chunks.push(first.subarray(0, rest));
      if (first.length > rest) this.#buffer[this.#taken] = first.subarray(rest);
      else this.#taken++;
      rest -= Math.min(first.length, rest);
    }
    if (this.#taken * 2 >= this.#buffer.length) {
      this.#buffer.splice(0, this.#taken);
      this.#taken = 0;
    }
    return chunks;
  }

  #marksReached(): LaneMark[] {
    const count = this.#marks.findIndex((mark) => mark.bytes > this.#sent);
    return this.#marks.splice(0, count === -1 ? this.#marks.length : count);
  }

  #send(item: LaneItem, marks: readonly LaneMark[]): void {
    const departed = Math.max(this.#clock.now(), this.#busyUntil);
    this.#clock.at(departed + this.#plan.latencyUs, () => this.#arrive({ item, marks }));
  }

  #arrive(arrival: Arrival): void {
    const isHeld = this.#ends.isHeld();
    if (!isHeld && this.#kept.length === 0) return this.#deliver(arrival);
    const isLost = isHeld && (this.#isAborted || arrival.item.type === 'reset');
    if (!isLost) this.#kept.push(arrival);
  }

  #deliver({ item, marks }: Arrival): void {
    this.#ends.arrive(item);
    for (const mark of marks) mark.act();
  }
}

export type LaneItem =
  | { readonly type: 'bytes'; readonly chunks: readonly Uint8Array[]; readonly size: number }
  | { readonly type: 'ended' }
  | { readonly type: 'reset' };

/** What happens once exactly so many bytes have arrived. */
export interface LaneMark {
  readonly bytes: number;
  readonly act: () => void;
}

/** The two ends of a lane, as it sees them. */
export interface LaneEnds {
  /** Whether nothing gets through at present. */
  isHeld(): boolean;
  arrive(item: LaneItem): void;
  /** The send buffer is empty again. */
  emptied(): void;
  /** The end has left, after all bytes. */
  endSent(): void;
}

interface Arrival {
  readonly item: LaneItem;
  readonly marks: readonly LaneMark[];
}

/** What a system takes for a link before its reader does. */
export const WINDOW_BYTES = 262_144;
/** On a slow wire, no piece takes much longer than this does: bytes keep coming. */
const PACKET_BYTES = 1_460;
const PAUSE_US_MAX = 100;
