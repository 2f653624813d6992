import type { System, Turn } from '../../machines/engine/system.ts';
import { emptySystem } from '../../machines/engine/turn.ts';
import type { Input } from '../../protocol/inputs.ts';
import { limits } from '../../protocol/limits.ts';
import type { KeptBodies } from '../../values/plain-values.ts';
import { captureWithin } from './capture-within.ts';
import { keptBodies } from '../format/body-policy.ts';
import { tapedSteps } from '../format/steps-on-tape.ts';
import { TapeError } from '../format/tape-error.ts';
import type { CheckpointRecord, TapeHead } from '../format/tape-record.ts';
import { checkpointBytesMax, sizesWithin } from '../format/tape-sizes.ts';
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
  /** The run is on tape again; `null` if nothing was lost meanwhile. */
  readonly onResumed?: (lost: LostTurns | null) => void;
  /** Of this tape: beyond that its oldest segments go. `traceKeepBytes` if left out. */
  readonly keepBytes?: number;
  readonly sizes?: TapeSizes;
}

/** Both included. */
export interface LostTurns {
  readonly fromTurn: number;
  readonly toTurn: number;
}

/**
 * Records a run, in the order in which a driver tells it: each input before its turn, each turn before
 * its effects. A tape that breaks is tried again before an input or with a flush, every `tapeRetryMs`,
 * and goes on behind a gap once the store takes what is written.
 */
export class Recorder {
  readonly #writer: TapeWriter;
  readonly #parts: RecorderParts;
  readonly #sizes: TapeSizes;
  readonly #kept: boolean | KeptBodies;
  /** As it was after the last turn. */
  #system: System = emptySystem({});
  #at = 0;
  /** When a broken tape is tried again; null while it is whole. */
  #retryAt: number | null = null;

  /** Throws a `TapeError` where a trace lies already. */
  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#sizes = parts.sizes ?? sizesWithin(parts.keepBytes ?? limits.traceKeepBytes);
    this.#writer = new TapeWriter(parts.store, parts.head, this.#sizes);
    this.#kept = keptBodies(parts.head.bodies, parts.head.node);
  }

  /** A tape begins with the state before the first input that will be on it. */
  begin(system: System): void {
    this.#system = system;
    this.#checkpoint();
  }

  input(turn: number, input: Input): void {
    this.#retry(input.at);
    this.#at = input.at;
    const record = { kind: 'input', turn, input } as const;
    if (this.#retryAt === null) this.#write(record);
    else this.#writer.pass(record);
  }

  turned(turn: Turn): void {
    const { system } = turn;
    this.#system = system;
    if (this.#retryAt !== null) return;
    if (this.#parts.head.steps) {
      this.#write({ kind: 'steps', turn: system.turn, steps: tapedSteps(turn) });
    }
    if (this.#retryAt === null && this.#writer.wantsCheckpoint) this.#checkpoint();
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
    this.#try(() => this.#writer.flush());
  }

  /** `at`: now, in the run's time. */
  flush(at = this.#at): void {
    this.#retry(at);
    this.#try(() => this.#writer.flush());
  }

  /** A tape that broke is tried once more, so that it has an end. */
  close(): void {
    this.#retry(Infinity);
    this.#try(() => this.#writer.close());
  }

  /** Keeps what was recorded, without a word on how the run ended. */
  abandon(): void {
    this.#try(() => this.#writer.abandon());
  }

  #checkpoint(): void {
    const checkpoint = this.#captured();
    if (checkpoint === null) {
      this.#writer.postponeCheckpoint();
      return;
    }
    this.#write(checkpoint);
    this.#write({ kind: 'clock', at: checkpoint.at, wall: this.#parts.wall() });
  }

  #captured(): CheckpointRecord | null {
    const { turn, at } = this.#system;
    const state = captureWithin(this.#system, this.#kept, checkpointBytesMax(this.#sizes));
    return state === null ? null : { kind: 'checkpoint', turn, at, state };
  }

  #retry(at: number): void {
    if (this.#retryAt === null || at < this.#retryAt) return;
    this.#retryAt = at + limits.tapeRetryMs * 1_000;
    const checkpoint = this.#captured();
    if (checkpoint === null) return;
    const fromTurn = this.#resumed(checkpoint);
    if (fromTurn === null) return;
    this.#retryAt = null;
    const { turn: toTurn } = checkpoint;
    this.#parts.onResumed?.(fromTurn <= toTurn ? { fromTurn, toTurn } : null);
  }

  /** null if it does not work yet, which was said already. */
  #resumed(checkpoint: CheckpointRecord): number | null {
    const writer = this.#writer;
    try {
      const fromTurn = writer.resume(checkpoint, 'trace-failed');
      writer.write({ kind: 'clock', at: checkpoint.at, wall: this.#parts.wall() });
      writer.flush();
      return fromTurn;
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      writer.suspend();
      return null;
    }
  }

  #write(record: WritableRecord): void {
    this.#try(() => this.#writer.write(record));
  }

  /** Only what the disk does is forgiven; a record that cannot be written is our own fault. */
  #try(write: () => void): void {
    if (this.#retryAt !== null) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      this.#retryAt = this.#at + limits.tapeRetryMs * 1_000;
      this.#writer.suspend();
      this.#parts.onBroken(error);
    }
  }
}
