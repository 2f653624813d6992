import type { ValueLine } from '../answers/value-line.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import { bundleOf, type Bundle } from './value-bundle.ts';
import { shortened } from '../film/shortened.ts';
import { kindOf, wordsOf } from './value-words.ts';
import { pairEntries, type Pair } from './pair-entries.ts';

/** What is to be open, by keys; `all`: everything, as far as there is room. */
export type Opened = 'all' | ReadonlyMap<string, Opened>;

/**
 * The fields of a value as lines of a tree, with what has changed since an earlier value. Whatever has changed is given
 * down to the change itself, also inside of what nobody has opened; states share what they have in common, so that
 * what is the same is found out at once.
 */
export function valueLines(
  now: unknown,
  before: unknown,
  opened: Opened,
  linesMax: number = inspectorLimits.treeLinesMax,
): readonly ValueLine[] {
  return new Tree(linesMax).inside(bundleOf(now), bundleOf(before), opened, 0).lines;
}

/** How many lines there can still be: one for all that is told together. */
export class Room {
  lines: number;

  constructor(lines: number = inspectorLimits.toldLinesMax) {
    this.lines = lines;
  }
}

/** All fields of a value that has no past, as far as there is room. */
export function fieldLines(fields: object, room: Room = new Room()): readonly ValueLine[] {
  const tree = new Tree(Math.min(FIELD_LINES_MAX, Math.max(0, room.lines)));
  const bundle = bundleOf(fields);
  const { lines } = tree.inside(bundle, bundle, 'all', 0);
  room.lines -= tree.lines;
  return lines;
}

const FIELD_LINES_MAX = 60;
const none: ReadonlyMap<string, Opened> = new Map();

interface Inside {
  readonly lines: readonly ValueLine[];
  readonly more: number;
}

class Tree {
  /** How many there are by now. */
  lines = 0;
  #left: number;

  constructor(linesMax: number) {
    this.#left = linesMax;
  }

  /** `null` for what is opened only for what has changed in it. */
  inside(now: Bundle | null, before: Bundle | null, opened: Opened | null, depth: number): Inside {
    const pairs = pairEntries(now, before);
    const lines: ValueLine[] = [];
    let more = 0;
    for (const pair of pairs) {
      const isWanted =
        pair.isChanged || (opened !== null && lines.length < inspectorLimits.treeInsideMax);
      if (isWanted && this.#left > 0) lines.push(this.#line(pair, inner(opened, pair.key), depth));
      else more += 1;
    }
    return { lines, more };
  }

  #line(
    { key, now, before, there, isChanged }: Pair,
    opened: Opened | undefined,
    depth: number,
  ): ValueLine {
    this.#left -= 1;
    this.lines += 1;
    const value = there === 'gone' ? before : now;
    const bundle = bundleOf(value);
    const past =
      there === 'both' && bundle?.kind === bundleOf(before)?.kind ? bundleOf(before) : null;
    const isInside = isChanged && bundle !== null && past !== null;
    const change = changeOf(there, isChanged, isInside);
    const line = {
      key: shortened(key),
      kind: kindOf(value),
      text: wordsOf(value),
      size: bundle?.size ?? 0,
      change,
    };
    const was = change === 'changed' ? wordsOf(before) : null;
    const opens =
      bundle !== null && depth < inspectorLimits.treeDepthMax && (isInside || opened !== undefined);
    if (!opens) return { ...line, was, inside: null, more: bundle?.size ?? 0 };
    const { lines, more } = this.inside(
      bundle,
      isInside ? past : bundle,
      opened ?? null,
      depth + 1,
    );
    return { ...line, was, inside: lines, more };
  }
}

function inner(opened: Opened | null, key: string): Opened | undefined {
  if (opened === 'all') return 'all';
  return (opened ?? none).get(key);
}

function changeOf(
  there: Pair['there'],
  isChanged: boolean,
  isInside: boolean,
): ValueLine['change'] {
  if (there === 'now') return 'new';
  if (there === 'gone') return 'gone';
  if (!isChanged) return 'same';
  return isInside ? 'inside' : 'changed';
}
