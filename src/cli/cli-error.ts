import type { NodeError } from '../node/telling/node-error.ts';

export const exits = { done: 0, failed: 1, usage: 2, unreadable: 3, interrupted: 130 } as const;

export type Exit = (typeof exits)[keyof typeof exits];

/** The user's mistake, or the world's: one line that says what to do, and an exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly hint: string;
  readonly exit: Exit;

  constructor(text: string, { code, hint, exit }: { code: string; hint: string; exit: Exit }) {
    super(text);
    this.code = code;
    this.hint = hint;
    this.exit = exit;
  }
}

export function wrongUsage(text: string, hint = ''): CliError {
  return new CliError(text, { code: 'usage', hint, exit: exits.usage });
}

/** What a node could not do, where that ends the process. */
export function failed({ message, code, hint }: NodeError): CliError {
  return new CliError(message, { code, hint, exit: exits.failed });
}
