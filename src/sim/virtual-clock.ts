import type { Cancel, Clock } from '../streams/clock.ts';
import { TimerHeap } from '../streams/timer-heap.ts';

/**
 * Time that passes only from one deadline to the next. A tick is one instant: the timers due that
 * were set before it began, then what was asked for `soon`; each callback sees its own due time.
 */
export class VirtualClock implements Clock {
  readonly #timers = new TimerHeap();
  readonly #soon: (() => void)[] = [];
  #soonTaken = 0;
  /** Timers of this order or above were set within the tick, and wait for the next. */
  #boundary = 0;
  #now = 0;

  now(): number {
    return this.#now;
  }

  wall(): number {
    return wallAt(this.#now, 0);
  }

  at(due: number, callback: () => void): Cancel {
    if (!Number.isSafeInteger(due)) throw new RangeError(`not a virtual time: ${due}`);
    const entry = this.#timers.push(due, callback);
    return () => void this.#timers.cancel(entry);
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  /** How many callbacks are still to come. */
  get pending(): number {
    return this.#timers.size + this.#soon.length - this.#soonTaken;
  }

  /** This clock as seen by a node that starts now: it counts from here, and its wall may be wrong. */
  startedNow(skewMs = 0): Clock {
    const started = this.#now;
    return {
      now: () => this.#now - started,
      wall: () => wallAt(this.#now, skewMs),
      at: (due, callback) => this.at(started + due, callback),
      soon: (callback) => this.soon(callback),
    };
  }

  /** Runs one callback, if there is one. */
  step(): boolean {
    const callback = this.#next(Infinity);
    callback?.();
    return callback !== undefined;
  }

  /**
   * Runs all that is due up to and including `until`, and stands there; without it, until nothing
   * is left. Throws after `callbacksMax`, for a world that never comes to rest would not either.
   */
  run(until = Infinity, callbacksMax = CALLBACKS_MAX): number {
    for (let count = 0; ; count++) {
      const callback = this.#next(until);
      if (callback === undefined) {
        if (until !== Infinity) this.#now = Math.max(this.#now, until);
        return count;
      }
      if (count === callbacksMax) {
        throw new RangeError(`no rest after ${callbacksMax} callbacks, at ${this.#now} µs`);
      }
      callback();
    }
  }

  #next(until: number): (() => void) | undefined {
    const { first } = this.#timers;
    const isOfThisTick =
      first !== undefined && first.due <= this.#now && first.order < this.#boundary;
    if (!isOfThisTick && this.#soonTaken < this.#soon.length) return this.#takeSoon();
    if (first === undefined || first.due > until) return undefined;
    if (!isOfThisTick) this.#boundary = this.#timers.nextOrder;
    this.#now = Math.max(this.#now, first.due);
    return this.#timers.pop()?.callback;
  }

  #takeSoon(): (() => void) | undefined {
    const callback = this.#soon[this.#soonTaken++];
    if (this.#soonTaken * 2 >= this.#soon.length) {
      this.#soon.splice(0, this.#soonTaken);
      this.#soonTaken = 0;
    }
    return callback;
  }
}

/** 2020-01-01T00:00:00Z */
const EPOCH_MS = 1_577_836_800_000;
const CALLBACKS_MAX = 100_000_000;

function wallAt(now: number, skewMs: number): number {
  return EPOCH_MS + skewMs + Math.floor(now / 1_000);
}
