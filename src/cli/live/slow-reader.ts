import { limits } from '../../protocol/limits.ts';
import type { Terminal } from '../host.ts';
import type { Told } from '../words/told.ts';

/**
 * Whoever reads what a node tells may read too slowly, or not at all, and what waits for them is kept
 * in memory. Beyond a limit, events are left out and counted until half of that is taken; what is wrong
 * is told up to twice the limit, and what was asked for all the same. The tape has everything.
 */
export class SlowReader {
  readonly #output: Terminal;
  readonly #tell: (leftOut: number) => void;
  #isTooSlow = false;
  #leftOut = 0;

  /** Tells how many were left out, before the next event goes out or as soon as nothing waits. */
  constructor(output: Terminal, tell: (leftOut: number) => void) {
    this.#output = output;
    this.#tell = tell;
    output.on('drain', () => this.#look());
  }

  /** Whether it is to be told; otherwise it counts as left out. */
  takes({ event }: Pick<Told, 'event'>): boolean {
    this.#look();
    if (event === 'stopped') this.#tellOfGap();
    if (!this.#isTooSlow || always.has(event)) return true;
    if (urgent.has(event) && this.#waiting <= 2 * limits.outputBytesMax) return true;
    this.#leftOut += 1;
    return false;
  }

  get #waiting(): number {
    return this.#output.writableLength;
  }

  #look(): void {
    const waiting = this.#waiting;
    if (waiting > limits.outputBytesMax) this.#isTooSlow = true;
    if (!this.#isTooSlow || waiting >= limits.outputBytesMax / 2) return;
    this.#isTooSlow = false;
    this.#tellOfGap();
  }

  #tellOfGap(): void {
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    if (leftOut > 0) this.#tell(leftOut);
  }
}

const always: ReadonlySet<Told['event']> = new Set(['answer', 'stopped']);
/** Peers can bring some of these about. */
const urgent: ReadonlySet<Told['event']> = new Set(['error', 'tape']);
