import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPart } from './start-part.mjs';

/**
 * Two fresh processes of a contestant, one that begins and one that answers, with a folder for tapes if they record.
 *
 * @typedef {import('./start-part.mjs').PartKind} PartKind
 * @typedef {object} Pair
 * @property {import('./start-part.mjs').Part} near
 * @property {import('./start-part.mjs').Part} far
 * @property {string | null} trace
 *
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {import('./measure.mjs').How & { near?: PartKind, work?: PartKind['work'] }} how
 * @param {(pair: Pair) => Promise<import('./measure.mjs').Played>} play
 */
export async function playPair({ kind, isTaped }, how, play) {
  const { profiles = null, isPinned = false, work = 'pair' } = how;
  /** @type {(name: string, kind: PartKind) => Promise<import('./start-part.mjs').Part>} */
  const start = (name, started) => {
    const profile = profiles === null ? null : join(profiles, `${name}.cpuprofile`);
    const execArgv = [...(started.execArgv ?? []), '--expose-gc'];
    return startPart({ ...started, execArgv, work, isPinned, profile });
  };
  const trace = isTaped ? mkdtempSync(join(tmpdir(), 'peertape-bench-')) : null;
  const [near, far] = await Promise.all([start('near', how.near ?? kind), start('far', kind)]);
  try {
    return await play({ near, far, trace });
  } finally {
    await Promise.all([near.end(), far.end()]);
    if (trace !== null) rmSync(trace, { recursive: true, force: true });
  }
}

/**
 * The span that is timed, from the beginning of the work to its end; of ours, until both nodes have been closed as well,
 * which is when both tapes are on the disk.
 *
 * @param {Pair} pair
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {number} count
 * @param {() => Promise<{ started: number, ended: number }>} work  So many of them.
 * @returns {Promise<import('./measure.mjs').Played>}
 */
export async function playSpan(pair, { isOurs }, count, work) {
  const { near, far } = pair;
  const before = await cpuOf(pair);
  const { started, ended } = await work();
  const closed = isOurs ? await Promise.all([near.ask('close'), far.ask('close')]) : [ended];
  const cpuUs = ((await cpuOf(pair)) - before) / count;
  return { figure: count / ((Math.max(...closed) - started) / 1e9), cpuUs };
}

/** @param {Pair} pair */
async function cpuOf({ near, far }) {
  const [one, other] = await Promise.all([near.ask('cpu'), far.ask('cpu')]);
  return one + other;
}
