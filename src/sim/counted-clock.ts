import type { Cancel, Clock } from '../streams/clock.ts';

/** A clock that knows how many of its timers are neither called nor cancelled. */
export class CountedClock implements Clock {
  readonly #clock: Clock;
  #timers = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get timers(): number {
    return this.#timers;
  }

  now(): number {
    return this.#clock.now();
  }

  wall(): number {
    return this.#clock.wall();
  }

  soon(callback: () => void): void {
    this.#clock.soon(callback);
  }

  at(due: number, callback: () => void): Cancel {
    let isSet = true;
    const unset = () => {
      if (isSet) this.#timers--;
      isSet = false;
    };
    this.#timers++;
    const cancel = this.#clock.at(due, () => {
      unset();
      callback();
    });
    return () => {
      cancel();
      unset();
    };
  }
}
