import { ownFault as inWords } from '../node/own-fault.ts';
import { CliError, exits } from './cli-error.ts';

/** A fault of our own that ends the process. */
export function ownFault(fault: unknown, trace: string | null): CliError {
  const { text, ...rest } = inWords(fault, trace);
  return new CliError(text, { ...rest, exit: exits.failed });
}
