import { existsSync } from 'node:fs';
import { TapeError } from '../../trace/format/tape-error.ts';
import { CliError, exits } from '../cli-error.ts';

/** What is wrong inside a tape comes as a value; what the disk refuses is told here. */
export function readingTape<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw unreadable(`cannot read ${path}: ${error.message}`);
  }
}

/** For people: nothing has been told yet, and there is nothing to tell of. */
export function noTrace(path: string): CliError {
  return unreadable(
    existsSync(path) ? `"${path}" holds no trace` : `there is no folder or file "${path}"`,
  );
}

function unreadable(text: string): CliError {
  const hint = 'give the folder of a trace, or one of its segments';
  return new CliError(text, { code: 'unreadable', hint, exit: exits.unreadable });
}
