import { machines } from '../node/machines.ts';
import type { NodeConfig } from '../protocol/node-config.ts';
import type { Clock } from '../streams/clock.ts';
import { FsTapeStore } from '../trace/store/fs-tape-store.ts';
import { Recorder } from '../trace/writing/recorder.ts';
import { TapeError } from '../trace/format/tape-error.ts';
import { tapeHead } from '../trace/writing/tape-head.ts';
import { CliError, exits } from './cli-error.ts';

export interface RecorderWishes {
  readonly path: string;
  readonly config: NodeConfig;
  readonly clock: Clock;
  /** Tells this run from all others. */
  readonly run: string;
  readonly onBroken: (error: TapeError) => void;
}

export interface OpenRecorder {
  readonly recorder: Recorder;
  /** Takes back what was recorded, with the folder if it was made for it. */
  readonly discard: () => void;
}

/** A new tape in a folder of its own. */
export function openRecorder(wishes: RecorderWishes): OpenRecorder {
  const { path, config, clock, run, onBroken } = wishes;
  try {
    const store = new FsTapeStore(path);
    if (store.single) throw new TapeError('io', 'it is a file, not a folder');
    const head = tapeHead({ config, machines, run });
    const recorder = new Recorder({ store, head, wall: () => clock.wall(), onBroken });
    return { recorder, discard: () => store.discard() };
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw cannotRecord(path, error);
  }
}

export function cannotRecord(path: string, error: TapeError): CliError {
  if (error.code === 'exists') {
    return new CliError(`there is a trace in ${path} already`, {
      code: 'trace-exists',
      hint: 'choose another --trace folder; none is ever overwritten',
      exit: exits.failed,
    });
  }
  return new CliError(`cannot record to ${path}: ${error.message}`, {
    code: 'trace-failed',
    hint: 'choose another --trace folder',
    exit: exits.failed,
  });
}
