import { TapeError } from '../../trace/format/tape-error.ts';
import type { TapeItem } from '../../trace/reading/tape-item.ts';
import { TapeReading } from '../../trace/reading/tape-reading.ts';
import type { TapeStore } from '../../trace/store/tape-store.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { FilmPace } from './film-pace.ts';

export interface ReaderParts {
  readonly store: TapeStore;
  readonly pace: FilmPace;
  /** It is being recorded: when all is read that is there, more is waited for. */
  readonly follows: boolean;
  readonly take: (item: TapeItem) => void;
  /** What was taken does not stand there any more: all comes again. */
  readonly onRewritten: () => void;
  readonly onFailed: (text: string) => void;
  /** A slice of the work is done, or all of it for now. */
  readonly onSlice: () => void;
}

/**
 * Reads a tape in slices, so that whoever shares the thread is not kept waiting, and one that is being recorded on and
 * on while somebody watches, until its node has ended.
 */
export class FilmReader {
  state: 'reading' | 'live' | 'over' = 'reading';
  readonly #parts: ReaderParts;
  #reading: TapeReading;
  /** null while there is nothing to read. */
  #items: Generator<TapeItem, void> | null = null;
  #isLastTime: boolean;
  #isRunning: boolean;
  #watchers = 0;
  #cancel: () => void = () => {};

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#isRunning = parts.follows;
    this.#isLastTime = !parts.follows;
    this.#reading = new TapeReading(parts.store);
  }

  get bytesRead(): number {
    return this.#reading.bytesRead;
  }

  start(): void {
    this.#begin();
    this.#cancel = this.#parts.pace.soon(this.#slice);
  }

  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#lookAgain();
    let isWatching = true;
    return () => {
      if (isWatching) this.#watchers -= 1;
      isWatching = false;
      if (this.#watchers === 0 && this.state === 'live' && this.#items === null) this.#cancel();
    };
  }

  /** Nobody records it any more: what is there is all that will ever be. */
  ended(): void {
    this.#isRunning = false;
    this.#lookAgain();
  }

  close(): void {
    this.#cancel();
    this.#items?.return(undefined);
    this.#items = null;
    this.state = 'over';
  }

  #begin(): void {
    this.#items = this.#reading.items(this.#isLastTime ? 'over' : 'growing');
  }

  readonly #lookAgain = (): void => {
    if (this.state !== 'live' || this.#items !== null) return;
    this.#cancel();
    this.#begin();
    this.#slice();
  };

  readonly #slice = (): void => {
    const { pace, take, onFailed, onSlice } = this.#parts;
    const end = pace.nowMs() + inspectorLimits.sliceMs;
    try {
      do {
        const next = this.#items!.next();
        if (next.done === true) this.#rest();
        else {
          take(next.value);
          if (next.value.kind === 'footer') this.#isRunning = false;
        }
      } while (this.#items !== null && pace.nowMs() < end);
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      this.#items = null;
      this.state = 'over';
      onFailed(error.message);
    }
    if (this.#items !== null) this.#cancel = pace.soon(this.#slice);
    onSlice();
  };

  /** All that was there is read. */
  #rest(): void {
    const { store, pace, onRewritten } = this.#parts;
    this.#items = null;
    if (this.#reading.isRewritten) {
      this.#reading = new TapeReading(store);
      this.state = 'reading';
      onRewritten();
      this.#begin();
    } else if (this.#isLastTime) {
      this.state = 'over';
    } else if (this.#isRunning) {
      this.state = 'live';
      if (this.#watchers > 0) {
        this.#cancel = pace.later(this.#lookAgain, inspectorLimits.followMs);
      }
    } else {
      this.#isLastTime = true;
      this.#begin();
    }
  }
}
