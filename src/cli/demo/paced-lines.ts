import type { Cancel, Clock } from '../../streams/clock.ts';

interface Line {
  readonly text: string;
  readonly restMs: number;
}

/** Lines that leave people the time to read them: after each, nothing comes for a while. */
export class PacedLines {
  readonly #clock: Clock;
  readonly #out: (line: string) => void;
  readonly #unsaid: Line[] = [];
  readonly #waiting: (() => void)[] = [];
  #rest: Cancel | null = null;
  #hurries: boolean;

  constructor(clock: Clock, out: (line: string) => void, hurries: boolean) {
    this.#clock = clock;
    this.#out = out;
    this.#hurries = hurries;
  }

  say(text: string, restMs: number): void {
    if (this.#hurries) return this.#out(text);
    this.#unsaid.push({ text, restMs });
    if (this.#rest === null) this.#next();
  }

  /** Resolves once all is said and could be read. */
  get read(): Promise<void> {
    if (this.#rest === null) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Nobody wants to wait any more. */
  hurry(): void {
    this.#hurries = true;
    this.#rest?.();
    this.#rest = null;
    for (const { text } of this.#unsaid.splice(0)) this.#out(text);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #next(): void {
    const line = this.#unsaid.shift();
    this.#rest = null;
    if (line === undefined) for (const resolve of this.#waiting.splice(0)) resolve();
    else this.#say(line);
  }

  #say({ text, restMs }: Line): void {
    this.#out(text);
    this.#rest = this.#clock.at(this.#clock.now() + restMs * 1_000, () => this.#next());
  }
}
