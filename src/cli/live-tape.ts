import type { NodeConfig } from '../protocol/node-config.ts';
import type { Clock } from '../streams/clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import type { TapeError } from '../trace/format/tape-error.ts';
import type { Recorder } from '../trace/writing/recorder.ts';
import { cannotRecord, openRecorder, type OpenRecorder } from './open-recorder.ts';

/** The tape of a live run: it breaks before the node listens, which refuses the run, or during the run. */
export class LiveTape {
  readonly path: string;
  readonly #open: OpenRecorder;
  readonly #broken: TapeError[] = [];
  #onBroken = (error: TapeError): void => void this.#broken.push(error);

  constructor(path: string, config: NodeConfig, clock: Clock) {
    this.path = path;
    const onBroken = (error: TapeError): void => this.#onBroken(error);
    this.#open = openRecorder({ path, config, clock, run: randomRun(), onBroken });
  }

  get recorder(): Recorder {
    return this.#open.recorder;
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

  discard(): void {
    this.#open.discard();
  }
}

function randomRun(): string {
  return Buffer.from(systemEntropy.draw(16)).toString('hex');
}
