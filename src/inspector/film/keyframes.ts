import type { System } from '../../machines/engine/system.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/** All that is needed to go on running a tape behind a turn. */
export interface Keyframe {
  readonly turn: number;
  /** null: it is not known, and `lacks` says why. */
  readonly system: System | null;
  readonly lacks: string | null;
}

/** States of a node at some of its turns: so many of them, those that were of use last. They share what they have in common. */
export class Keyframes {
  /** By turn; those that were of use last come last. */
  readonly #frames = new Map<number, Keyframe>();
  /** The same turns in order. */
  #turns: number[] = [];
  /** Where somebody was last, and may go on from. */
  #last: Keyframe | null = null;

  get count(): number {
    return this.#turns.length;
  }

  /** The last one before a turn, however long before. */
  before(turn: number): Keyframe | null {
    const laid = this.#turns[this.#placeOf(turn) - 1];
    const frame = laid === undefined ? null : this.#frames.get(laid)!;
    if (frame !== null) this.#use(frame);
    const last = this.#last;
    if (last === null || last.turn >= turn) return frame;
    return frame === null || frame.turn < last.turn ? last : frame;
  }

  /** Where no other is within so many turns before it. */
  lay(frame: Keyframe, spacing: number): void {
    const place = this.#placeOf(frame.turn + 1);
    const before = this.#turns[place - 1];
    if (before !== undefined && frame.turn - before < spacing) return;
    this.#turns.splice(place, 0, frame.turn);
    this.#use(frame);
    if (this.#turns.length <= inspectorLimits.keyframesMax) return;
    const [oldest] = this.#frames.keys();
    this.#frames.delete(oldest!);
    this.#turns.splice(this.#placeOf(oldest!), 1);
  }

  goOnFrom(frame: Keyframe): void {
    this.#last = frame;
  }

  forgetBefore(turn: number): void {
    if (this.#last !== null && this.#last.turn < turn) this.#last = null;
    for (const gone of this.#turns.splice(0, this.#placeOf(turn))) this.#frames.delete(gone);
  }

  #use(frame: Keyframe): void {
    this.#frames.delete(frame.turn);
    this.#frames.set(frame.turn, frame);
  }

  /** Of the first that is this one or later. */
  #placeOf(turn: number): number {
    let [low, high] = [0, this.#turns.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#turns[middle]! < turn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
