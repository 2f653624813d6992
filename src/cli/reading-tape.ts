import { TapeError } from '../trace/format/tape-error.ts';
import { CliError, exits } from './cli-error.ts';

/** What is wrong inside a tape comes as a value; what the disk refuses is told here. */
export function readingTape<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw new CliError(`cannot read ${path}: ${error.message}`, {
      code: 'unreadable',
      hint: 'give the folder of a trace, or one of its segments',
      exit: exits.unreadable,
    });
  }
}
