/**
 * Lines that come together, as a paste brings them, run one after another: the next may need what the one before
 * does. A line that comes by itself runs at once, also while another still waits for its answer.
 */
export class PastedLines {
  readonly #run: (line: string) => Promise<void>;
  readonly #refuse: () => void;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isTogether = false;

  /** `run` begins at once, and resolves once the line is answered. Lines beyond the limit are refused. */
  constructor(run: (line: string) => Promise<void>, refuse: () => void) {
    this.#run = run;
    this.#refuse = refuse;
  }

  take(line: string): void {
    if (this.#waiting === 0 && !this.#isTogether) this.#last = this.#run(line);
    else if (this.#waiting < PASTED_LINES_MAX) this.#takeBehind(line);
    else this.#refuse();
    if (this.#isTogether) return;
    this.#isTogether = true;
    setImmediate(() => (this.#isTogether = false));
  }

  /** Resolves once all that has come so far has run. */
  get over(): Promise<void> {
    return this.#last;
  }

  #takeBehind(line: string): void {
    this.#waiting += 1;
    this.#last = this.#last.then(() => {
      this.#waiting -= 1;
      return this.#run(line);
    });
  }
}

export const PASTED_LINES_MAX = 10_000;
