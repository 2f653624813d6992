import { TapeError } from '../../trace/format/tape-error.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { FilmLedger } from './film-ledger.ts';
import type { FilmPace } from './film-pace.ts';
import type { Shot } from './kept-scenes.ts';
import type { SceneFinder } from './scene-finder.ts';

export interface LayerParts {
  readonly ledger: FilmLedger;
  readonly finder: SceneFinder;
  readonly pace: FilmPace;
  readonly onSlice: () => void;
}

/**
 * Runs a whole tape again while nobody wants anything, so that there is a keyframe near every turn, and all is
 * known that the code does otherwise.
 */
export class KeyframeLayer {
  readonly #parts: LayerParts;
  #playing: Generator<Shot, void> | null = null;
  #quietFrom = 0;
  #cancel: () => void = () => {};

  constructor(parts: LayerParts) {
    this.#parts = parts;
  }

  start(): void {
    const { ledger, finder, pace } = this.#parts;
    const { rows } = ledger;
    if (rows.count === 0) return;
    this.#playing = finder.play(rows.turn(rows.first), { isKept: false });
    this.#cancel = pace.soon(this.#goOn);
  }

  /** Somebody wants something. */
  holdOn(): void {
    if (this.#playing !== null) this.#quietFrom = this.#parts.pace.nowMs() + QUIET_MS;
  }

  stop(): void {
    this.#cancel();
    this.#playing?.return(undefined);
    this.#playing = null;
  }

  readonly #goOn = (): void => {
    const { pace, onSlice } = this.#parts;
    const now = pace.nowMs();
    if (now < this.#quietFrom) {
      this.#cancel = pace.later(this.#goOn, this.#quietFrom - now);
      return;
    }
    const isDone = this.#playUntil(now + inspectorLimits.sliceMs);
    onSlice();
    if (isDone) this.#playing = null;
    else this.#cancel = pace.soon(this.#goOn);
  };

  /** What the disk refuses meanwhile is said to whoever asks for it. */
  #playUntil(endMs: number): boolean {
    try {
      let isDone = false;
      while (!isDone && this.#parts.pace.nowMs() < endMs) {
        isDone = this.#playing?.next().done ?? true;
      }
      return isDone;
    } catch (error) {
      if (error instanceof TapeError) return true;
      throw error;
    }
  }
}

/** How long nobody must have wanted anything. */
const QUIET_MS = 250;
