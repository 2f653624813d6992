import { ownFault as inWords } from '../node/telling/own-fault.ts';
import { CliError, exits } from './cli-error.ts';

/** A fault of our own that ends the process. */
export function ownFault(fault: unknown, trace: string | null): CliError {
  if (isOutOfFiles(fault)) {
    const hint = 'allow it more, for one with ulimit -n 1024';
    return new CliError('this process may not open as many files as it needs', {
      code: 'too-many-files',
      hint,
      exit: exits.failed,
    });
  }
  const { text, ...rest } = inWords(fault, trace);
  return new CliError(text, { ...rest, exit: exits.failed });
}

/** As a node needs them for its modules, its links and its tape. */
function isOutOfFiles(fault: unknown): boolean {
  const { code } = Object(fault) as { readonly code?: unknown };
  return code === 'EMFILE' || code === 'ENFILE';
}
