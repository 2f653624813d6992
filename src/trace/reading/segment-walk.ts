import { segmentOfName } from '../format/segment-format.ts';
import type { SegmentSource, TapeStore } from '../store/tape-store.ts';

export interface OpenSegment {
  readonly name: string;
  readonly isLast: boolean;
  readonly source: SegmentSource;
}

export interface WalkOptions {
  /** The segment to begin with, or the next that is there; the first if null. */
  readonly from: string | null;
  /** A node that is still recording makes the file of a segment before it ends the one before. */
  readonly isGrowing: boolean;
  /** Whether the segment that was handed out last says that another follows. */
  readonly goesOn: () => boolean;
}

/**
 * The segments of a tape, one after another, as they are there when their turn comes: a node that is
 * still recording may remove the oldest and begin new ones meanwhile. Whoever takes one closes it.
 */
export function* walkSegments(
  store: TapeStore,
  { from, isGrowing, goesOn }: WalkOptions,
): Generator<OpenSegment, void, undefined> {
  let after = from === null ? NONE : Math.max(NONE, numberBefore(from));
  let names: readonly string[] = [];
  let mayGoOn = true;
  for (let next = 0; mayGoOn; next += 1) {
    // Looking takes as long as there are names, and only the last one may not be it any more.
    if (names.length - next < 2) [names, next] = [namesBehind(store, after, isGrowing), 0];
    const name = names[next];
    if (name === undefined) return;
    after = numberOf(name);
    const source = openIfThere(store, name);
    const isLast = next === names.length - 1;
    if (source !== null) yield { name, isLast, source };
    else names = [];
    // What is begun while the last one is read is read only if that had ended by then.
    mayGoOn = !isLast || goesOn();
  }
}

const NONE = -1;

/** A single segment can have any name, and is the only one. */
function numberOf(name: string): number {
  return segmentOfName(name) ?? Infinity;
}

function numberBefore(name: string): number {
  const number = segmentOfName(name);
  return number === null ? NONE : number - 1;
}

/** One that is begun and empty comes when it is not. */
function namesBehind(store: TapeStore, after: number, isGrowing: boolean): readonly string[] {
  const names = store.list().filter((one) => numberOf(one) > after);
  const last = names.at(-1);
  return isGrowing && last !== undefined && isEmpty(store, last) ? names.slice(0, -1) : names;
}

function isEmpty(store: TapeStore, name: string): boolean {
  const source = openIfThere(store, name);
  source?.close();
  return source === null || source.size === 0;
}

function openIfThere(store: TapeStore, name: string): SegmentSource | null {
  try {
    return store.open(name);
  } catch (error) {
    if (store.list().includes(name)) throw error;
    return null;
  }
}
