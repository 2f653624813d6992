import type { Failed } from '../node/telling/node-event.ts';
import { cleanText } from './words/clean-text.ts';
import { jsonLine } from './words/json-line.ts';
import type { Terminal } from './host.ts';

/** One line of the contract: what happened, when in epoch milliseconds, and more. */
export interface CliEvent {
  readonly event: string;
  readonly at: number;
}

/** The one way to print: for programs or for people. */
export interface Output<Event extends CliEvent> {
  show(event: Event): void;
}

export type FatalEvent = Failed & { readonly at: number };

/** Where lines go; they come without their end. */
export interface Lines {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

export function linesTo({ stdout, stderr }: { stdout: Terminal; stderr: Terminal }): Lines {
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
  };
}

/** Errors go the same way for every command; `inWords` says the rest as people would. */
export function outputFor<Event extends CliEvent>(
  { out, err }: Lines,
  json: boolean,
  inWords: (event: Event) => readonly string[],
): Output<Event> {
  if (json) return { show: (event) => out(jsonLine(event)) };
  return {
    show(event) {
      if (isError(event)) err(errorLine(event));
      else for (const line of inWords(event)) out(line);
    },
  };
}

function isError(event: CliEvent): event is FatalEvent {
  return event.event === 'error';
}

function errorLine({ text, hint = '' }: FatalEvent): string {
  return cleanText(hint === '' ? `peertape: ${text}` : `peertape: ${text} (${hint})`);
}
