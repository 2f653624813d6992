import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TapeError } from '../format/tape-error.ts';
import { guarded } from './guarded.ts';

/**
 * Makes what is missing on the way to a folder, and gives it, outermost first; all of it or nothing.
 * It is made piece by piece: asked for all at once, Node.js never comes back from below /proc.
 */
export function makeFolder(path: string): readonly string[] {
  const missing: string[] = [];
  let there = resolve(path);
  for (; !existsSync(there) && dirname(there) !== there; there = dirname(there)) {
    missing.unshift(there);
  }
  if (!guarded(() => statSync(there).isDirectory())) {
    throw new TapeError('io', `${there} is a file, not a folder`);
  }
  const made: string[] = [];
  try {
    for (const folder of missing) if (makeOne(folder)) made.push(folder);
  } catch (error) {
    for (const folder of made.reverse()) rmdirSync(folder);
    throw error;
  }
  return made;
}

/** False if somebody else was faster. */
function makeOne(folder: string): boolean {
  return guarded(() => {
    try {
      mkdirSync(folder, { mode: 0o700 });
      return true;
    } catch (error) {
      if (existsSync(folder)) return false;
      throw error;
    }
  });
}
