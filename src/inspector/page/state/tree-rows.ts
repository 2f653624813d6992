import type { ValueLine } from '../../answers/value-line.ts';

/** A tree of values as rows, one below the other. */
export type TreeRow = LineRow | NoteRow;

export interface LineRow {
  readonly kind: 'line';
  /** The way to it as JSON: the same for the same value in every turn. */
  readonly id: string;
  readonly way: readonly string[];
  readonly level: number;
  readonly line: ValueLine;
  readonly isOpen: boolean;
  /** Its place among those beside it, from 1, and how many these are. */
  readonly place: number;
  readonly of: number;
}

/**
 * `more`: the answer does not have these, as nobody has opened what they are in, or as they are too many; `same`:
 * these are left out, as nothing has changed in them.
 */
export interface NoteRow {
  readonly kind: 'more' | 'same';
  readonly id: string;
  /** What they are inside of. */
  readonly above: string;
  readonly level: number;
  readonly count: number;
}

export interface TreeWishes {
  /** What is to be closed although the answer has it open. */
  readonly closed: ReadonlySet<string>;
  /** Only what has this in its name or value, and what leads there; empty: all. */
  readonly needle: string;
  readonly changesOnly: boolean;
}

export function treeRows(lines: readonly ValueLine[], wishes: TreeWishes): TreeRow[] {
  const rows: TreeRow[] = [];
  addRows(rows, lines, [], { ...wishes, needle: wishes.needle.toLowerCase() });
  return rows;
}

export function idOf(way: readonly string[]): string {
  return JSON.stringify(way);
}

export function hasChanged({ change }: ValueLine): boolean {
  return change === 'new' || change === 'changed' || change === 'gone';
}

/** The way to a value as a program would write it. */
export function wayInWords(way: readonly string[]): string {
  return way.reduce((words, key) => {
    if (/^[A-Za-z_$][\w$]*$/.test(key)) return `${words}.${key}`;
    return /^\d+$/.test(key) ? `${words}[${key}]` : `${words}[${JSON.stringify(key)}]`;
  }, 'context');
}

function addRows(
  rows: TreeRow[],
  lines: readonly ValueLine[],
  above: readonly string[],
  wishes: TreeWishes,
): void {
  const fitting = lines.filter((line) => fits(line, wishes.needle));
  const shown = wishes.changesOnly ? fitting.filter(({ change }) => change !== 'same') : fitting;
  for (const [place, line] of shown.entries()) {
    addLine(rows, line, { way: [...above, line.key], place: place + 1, of: shown.length }, wishes);
  }
  const same = fitting.length - shown.length;
  if (same > 0) rows.push(noteOf('same', above, same));
}

interface Standing {
  readonly way: readonly string[];
  readonly place: number;
  readonly of: number;
}

function addLine(rows: TreeRow[], line: ValueLine, standing: Standing, wishes: TreeWishes): void {
  const id = idOf(standing.way);
  const isSought = wishes.needle !== '';
  const isOpen = line.inside !== null && (isSought || !wishes.closed.has(id));
  rows.push({ kind: 'line', id, level: standing.way.length, line, isOpen, ...standing });
  if (!isOpen) return;
  const within = isSought && says(line, wishes.needle) ? { ...wishes, needle: '' } : wishes;
  addRows(rows, line.inside, standing.way, within);
  if (line.more > 0) rows.push(noteOf('more', standing.way, line.more));
}

function noteOf(kind: NoteRow['kind'], above: readonly string[], count: number): NoteRow {
  return { kind, id: `${kind} ${idOf(above)}`, above: idOf(above), level: above.length + 1, count };
}

function fits(line: ValueLine, needle: string): boolean {
  if (needle === '' || says(line, needle)) return true;
  return line.inside?.some((inner) => fits(inner, needle)) ?? false;
}

function says({ key, text, was }: ValueLine, needle: string): boolean {
  return [key, text, was ?? ''].some((words) => words.toLowerCase().includes(needle));
}
