import type { System, Turn } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';
import { limits } from '../../protocol/limits.ts';
import { captureWithin } from './capture-within.ts';
import { tapedSteps } from '../format/steps-on-tape.ts';
import { TapeError } from '../format/tape-error.ts';
import type { TapeHead } from '../format/tape-record.ts';
import type { TapeSizes } from '../format/tape-sizes.ts';
import type { TapeStore } from '../store/tape-store.ts';
import { TapeWriter, type WritableRecord } from './tape-writer.ts';

export interface RecorderParts {
  readonly store: TapeStore;
  readonly head: TapeHead;
  /** Epoch milliseconds, for people who look at the tape. */
  readonly wall: () => number;
  /** The tape broke: it is said once, and the run goes on without it. */
  readonly onBroken: (error: TapeError) => void;
  readonly sizes?: TapeSizes;
}

/** Records a run, in the order in which a driver tells it: each input before its turn, each turn before its effects. */
export class Recorder {
  readonly #writer: TapeWriter;
  readonly #parts: RecorderParts;
  readonly #keepBodies: boolean;
  #at = 0;
  #broken = false;

  /** Throws a `TapeError` where a trace lies already. */
  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#writer = new TapeWriter(parts.store, parts.head, parts.sizes);
    this.#keepBodies = parts.head.bodies !== 'none';
  }

  /** A tape begins with the state before the first input that will be on it. */
  begin(system: System): void {
    this.#checkpoint(system);
  }

  input(turn: number, input: Input): void {
    this.#at = input.at;
    this.#write({ kind: 'input', turn, input });
  }

  turned(turn: Turn): void {
    if (this.#broken) return;
    const { system } = turn;
    if (this.#parts.head.steps) {
      this.#write({ kind: 'steps', turn: system.turn, steps: tapedSteps(turn) });
    }
    if (this.#writer.wantsCheckpoint) this.#checkpoint(system);
  }

  mark(turn: number, text: string): void {
    this.#write({ kind: 'mark', turn, at: this.#at, text });
  }

  /** The turn threw: what led to it is on the disk before anybody hears of it. */
  crashed(turn: number, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.#write({
      kind: 'crashed',
      turn,
      at: this.#at,
      name: name.toWellFormed(),
      message: message.toWellFormed(),
    });
    this.flush();
  }

  flush(): void {
    this.#try(() => this.#writer.flush());
  }

  close(): void {
    this.#try(() => this.#writer.close());
  }

  /** Keeps what was recorded, without a word on how the run ended. */
  abandon(): void {
    this.#try(() => this.#writer.abandon());
  }

  #checkpoint(system: System): void {
    const { turn, at } = system;
    const { recordBytesMax } = this.#parts.sizes ?? limits;
    const state = captureWithin(system, this.#keepBodies, recordBytesMax);
    if (state === null) {
      this.#writer.postponeCheckpoint();
      return;
    }
    this.#write({ kind: 'checkpoint', turn, at, state });
    this.#write({ kind: 'clock', at, wall: this.#parts.wall() });
  }

  #write(record: WritableRecord): void {
    this.#try(() => this.#writer.write(record));
  }

  /** Only what the disk does is forgiven; a record that cannot be written is our own fault. */
  #try(write: () => void): void {
    if (this.#broken) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      this.#broken = true;
      this.#parts.onBroken(error);
    }
  }
}
