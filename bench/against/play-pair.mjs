import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPart } from './start-part.mjs';

/**
 * Two fresh processes of a contestant, one that begins and one that answers, with a folder for tapes if they record.
 *
 * @typedef {object} Pair
 * @property {import('./start-part.mjs').Part} near
 * @property {import('./start-part.mjs').Part} far
 * @property {string | null} trace
 *
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {import('./measure.mjs').How} how
 * @param {(pair: Pair) => Promise<number>} play
 */
export async function playPair({ kind, isTaped }, { profiles = null, isPinned = false }, play) {
  /** @param {string} name */
  const profile = (name) => (profiles === null ? null : join(profiles, `${name}.cpuprofile`));
  const trace = isTaped ? mkdtempSync(join(tmpdir(), 'peertape-bench-')) : null;
  /** @param {string} name */
  const start = (name) => startPart({ ...kind, isPinned, profile: profile(name) });
  const [near, far] = await Promise.all([start('near'), start('far')]);
  try {
    return await play({ near, far, trace });
  } finally {
    await Promise.all([near.end(), far.end()]);
    if (trace !== null) rmSync(trace, { recursive: true, force: true });
  }
}
