import { resolve } from 'node:path';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { Clock } from '../../streams/clock.ts';
import type { BodyPolicy } from '../../trace/format/body-policy.ts';
import { TapeError } from '../../trace/format/tape-error.ts';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { type LostTurns, Recorder } from '../../trace/writing/recorder.ts';
import { tapeHead } from '../../trace/writing/tape-head.ts';
import { machines } from '../running/machines.ts';
import { NodeError } from '../telling/node-error.ts';

export interface TapeWishes {
  readonly path: string;
  readonly config: NodeConfig;
  readonly clock: Clock;
  /** Tells this run from all others. */
  readonly run: string;
  readonly bodies?: BodyPolicy;
  /** Beyond that its oldest segments go. */
  readonly keepBytes?: number | null;
}

export interface TapeSummary {
  readonly path: string | null;
  readonly bytes: number;
  readonly segments: number;
  /** It cannot be written right now, and the node runs on without it. */
  readonly gap?: true;
}

/**
 * The tape of a node, new and in a folder of its own. It breaks before the node listens, which
 * refuses the run, or during the run, which goes on without it.
 */
export class NodeTape {
  readonly path: string;
  readonly recorder: Recorder;
  readonly #store: FsTapeStore;
  readonly #broken: TapeError[] = [];
  #isBroken = false;
  #onBroken = (error: TapeError): void => void this.#broken.push(error);
  #onResumed: (lost: LostTurns | null) => void = () => {};

  constructor({ path, config, clock, run, bodies = 'text', keepBytes = null }: TapeWishes) {
    this.path = path;
    try {
      this.#store = new FsTapeStore(path);
      if (this.#store.single) throw new TapeError('io', 'it is a file, not a folder');
      const head = tapeHead({ config, machines, run, bodies });
      const onBroken = (error: TapeError): void => {
        this.#isBroken = true;
        this.#onBroken(error);
      };
      const wall = (): number => clock.wall();
      const onResumed = (lost: LostTurns | null): void => {
        this.#isBroken = false;
        this.#onResumed(lost);
      };
      const tell = { wall, onBroken, onResumed };
      const kept = keepBytes === null ? {} : { keepBytes };
      this.recorder = new Recorder({ store: this.#store, head, ...tell, ...kept });
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      throw cannotRecord(path, error);
    }
  }

  /** Throws what the user has to know if nothing can be written, and leaves nothing behind then. */
  proveWritable(): void {
    this.recorder.flush();
    const [error] = this.#broken;
    if (error === undefined) return;
    this.discard();
    throw cannotRecord(this.path, error);
  }

  /** From now on, whoever has to tell of it is told. */
  whenBroken(tell: (error: TapeError) => void): void {
    this.#onBroken = tell;
  }

  whenResumed(tell: (lost: LostTurns | null) => void): void {
    this.#onResumed = tell;
  }

  /** What lies on the disk by now, and where for whoever asks from elsewhere; nothing, if that cannot be read. */
  summary(): TapeSummary {
    const path = resolve(this.path);
    const gap = this.#isBroken ? ({ gap: true } as const) : {};
    try {
      const sizes = this.#store.list().map((name) => this.#sizeOf(name));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      return { path, bytes, segments: sizes.length, ...gap };
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      return { path, bytes: 0, segments: 0, ...gap };
    }
  }

  /** As if nothing had been recorded. */
  discard(): void {
    this.recorder.abandon();
    this.#store.discard();
  }

  #sizeOf(name: string): number {
    const source = this.#store.open(name);
    source.close();
    return source.size;
  }
}

export function cannotRecord(path: string, error: TapeError): NodeError {
  if (error.code === 'exists') {
    return new NodeError(`there is a trace in ${path} already`, {
      code: 'trace-exists',
      hint: 'choose another --trace folder; none is ever overwritten',
    });
  }
  return new NodeError(`cannot record to ${path}: ${error.message}`, {
    code: 'trace-failed',
    hint: 'choose another --trace folder',
  });
}
