import { existsSync } from 'node:fs';
import { TapeError } from '../../trace/format/tape-error.ts';
import { CliError, exits } from '../cli-error.ts';
import { shellWord } from '../words/own-command.ts';
import { hasSegments, tracesIn } from './traces-in.ts';

/** What is wrong inside a tape comes as a value; what the disk refuses is told here. */
export function readingTape<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw cannotRead(path, error);
  }
}

export function cannotRead(path: string, { message }: TapeError): CliError {
  return unreadable(`cannot read ${path}: ${message}`);
}

/** For people: nothing has been told yet, and there is nothing to tell of. */
export function noTrace(path: string): CliError {
  if (!existsSync(path)) return unreadable(`there is no folder or file "${path}"`);
  if (hasSegments(path)) return unreadable(`"${path}" has segments, but none that can be read`, '');
  const traces = tracesIn(path);
  if (traces.length === 0) return unreadable(`"${path}" holds no trace`);
  const last = traces.slice(-NAMED_MAX).toReversed().map(shellWord);
  const more = traces.length > NAMED_MAX ? `, or one of ${traces.length - NAMED_MAX} more` : '';
  return unreadable(
    `"${path}" is a folder of traces`,
    `give one of them: ${last.join(', ')}${more}`,
  );
}

function unreadable(text: string, hint = HINT): CliError {
  return new CliError(text, { code: 'unreadable', hint, exit: exits.unreadable });
}

const HINT = 'give the folder of a trace, or one of its segments';
const NAMED_MAX = 4;
