import type { ShownLine } from '../trace/reading/show.ts';
import { cleanText } from './clean-text.ts';

/** One line of a trace for people; what has no words of its own shows its fields. */
export function tapeLineInWords(line: ShownLine): readonly string[] {
  const { event, at: _, us = 0, turn = 0, ...fields } = line as Fields;
  const when = `${seconds(us)}  ${String(turn).padStart(6)}  ${event.padEnd(10)}`;
  return [cleanText(`${when}  ${wordsFor(event, fields)}`).trimEnd()];
}

type Fields = ShownLine & {
  readonly at?: number;
  readonly us?: number;
  readonly turn?: number;
};

type Rest = Readonly<Record<string, unknown>>;

function wordsFor(event: string, fields: Rest): string {
  switch (event) {
    case 'input': {
      const { type, actor, offset: _, ...rest } = fields;
      return join(said(actor), said(type), fieldsIn(rest));
    }
    case 'step': {
      const { actor, on, from, to, guard, changes } = fields;
      const path = from === to ? said(to) : `${from === null ? '' : `${said(from)} `}→ ${said(to)}`;
      const by = guard === undefined ? '' : `(${said(guard)})`;
      return join(said(actor), `${said(on)}:`, path, by, fieldsIn(changes as Rest));
    }
    case 'effect': {
      const { actor, type, ...rest } = fields;
      return join(said(actor), said(type), fieldsIn(rest));
    }
    default:
      return fieldsIn(fields);
  }
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('  ');
}

function fieldsIn(fields: Rest): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${said(value)}`)
    .join(' ');
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function seconds(us: number): string {
  return `${(us / 1_000_000).toFixed(6)} s`.padStart(14);
}
