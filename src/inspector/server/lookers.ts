import type { Cancel, Clock } from '../../streams/clock.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/** What is followed only while somebody looks. */
export interface Watched {
  /** Somebody looks until what is returned is called. */
  watch(): () => void;
}

/** Follows a film from the first look until nobody has looked for a while. */
export class Lookers {
  readonly #film: Watched;
  readonly #clock: Clock;
  #staying = 0;
  #unwatch: (() => void) | null = null;
  #cancel: Cancel = () => {};

  constructor(film: Watched, clock: Clock) {
    this.#film = film;
    this.#clock = clock;
  }

  /** Somebody has looked. */
  glance(): void {
    this.#unwatch ??= this.#film.watch();
    this.#cancel();
    if (this.#staying > 0) return;
    const due = this.#clock.now() + inspectorLimits.unwatchedMs * 1_000;
    this.#cancel = this.#clock.at(due, () => this.close());
  }

  /** Somebody looks until what is returned is called. */
  stay(): () => void {
    this.#staying += 1;
    this.glance();
    let hasGone = false;
    return () => {
      if (hasGone) return;
      hasGone = true;
      this.#staying -= 1;
      if (this.#unwatch !== null) this.glance();
    };
  }

  close(): void {
    this.#cancel();
    this.#unwatch?.();
    this.#unwatch = null;
  }
}
