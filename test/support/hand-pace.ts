import type { FilmPace } from '../../src/inspector/film/film-pace.ts';

/** Time that only goes on when a test says so: `turnMs` with each look at it. */
export class HandPace implements FilmPace {
  now = 0;
  slices = 0;
  readonly #lookMs: number;
  #soon: (() => void)[] = [];
  #later: { readonly run: () => void; readonly at: number }[] = [];

  constructor(lookMs = 0) {
    this.#lookMs = lookMs;
  }

  nowMs(): number {
    this.now += this.#lookMs;
    return this.now;
  }

  soon(run: () => void): () => void {
    this.#soon.push(run);
    return () => void (this.#soon = this.#soon.filter((one) => one !== run));
  }

  later(run: () => void, afterMs: number): () => void {
    const entry = { run, at: this.now + afterMs };
    this.#later.push(entry);
    return () => void (this.#later = this.#later.filter((one) => one !== entry));
  }

  /** How many wait for a later time. */
  get waiting(): number {
    return this.#later.length;
  }

  /** All that is to be done now, and all that comes of it. */
  settle(): void {
    while (this.step());
  }

  /** What is to be done next, if there is anything. */
  step(): boolean {
    const run = this.#soon.shift();
    if (run === undefined) return false;
    this.slices += 1;
    run();
    return true;
  }

  pass(ms: number): void {
    this.settle();
    this.now += ms;
    const due = this.#later.filter(({ at }) => at <= this.now);
    this.#later = this.#later.filter((one) => !due.includes(one));
    for (const { run } of due) run();
    this.settle();
  }
}
