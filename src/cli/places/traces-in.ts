import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { segmentOfName } from '../../trace/format/segment-format.ts';

/** The traces in a folder of runs, in the data folder of a node or in the folder of all of them; the newest of a node last. */
export function tracesIn(folder: string, depth = DEPTH_MAX): readonly string[] {
  if (depth === 0) return [];
  return foldersIn(folder).flatMap((path) =>
    hasSegments(path) ? [path] : tracesIn(path, depth - 1),
  );
}

function foldersIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Files that are called so; what is in them is another question. */
export function hasSegments(folder: string): boolean {
  return entriesIn(folder).some((entry) => entry.isFile() && segmentOfName(entry.name) !== null);
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).slice(0, ENTRIES_MAX);
  } catch {
    // What cannot be looked into has nothing to offer.
    return [];
  }
}

/** `node-9001/traces/RUN` in the folder of all. */
const DEPTH_MAX = 3;
/** Somebody's home is no place to search. */
const ENTRIES_MAX = 1_000;
