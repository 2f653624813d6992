import type { Cancel, Clock } from '../../streams/clock.ts';

/** What is to be done a little later, unless all is over by then. */
export class Alarms {
  readonly #clock: Clock;
  readonly #pending = new Set<Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  later(ms: number, callback: () => void): void {
    const cancel = this.#clock.at(this.#clock.now() + ms * 1_000, () => {
      this.#pending.delete(cancel);
      callback();
    });
    this.#pending.add(cancel);
  }

  cancelAll(): void {
    for (const cancel of this.#pending) cancel();
  }
}
