import { cannotRecord as inWords, NodeTape, type TapeWishes } from '../../node/face/node-tape.ts';
import { NodeError } from '../../node/telling/node-error.ts';
import type { TapeError } from '../../trace/format/tape-error.ts';
import type { Recorder } from '../../trace/writing/recorder.ts';
import { type CliError, failed } from '../cli-error.ts';

export interface RecorderWishes extends TapeWishes {
  readonly onBroken: (error: TapeError) => void;
}

/** A new tape in a folder of its own, for a node that is not alone in its process. */
export function openRecorder({ onBroken, ...wishes }: RecorderWishes): Recorder {
  try {
    const tape = new NodeTape(wishes);
    tape.whenBroken(onBroken);
    return tape.recorder;
  } catch (error) {
    throw error instanceof NodeError ? failed(error) : error;
  }
}

export function cannotRecord(path: string, error: TapeError): CliError {
  return failed(inWords(path, error));
}
