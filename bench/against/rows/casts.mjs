import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { other, ours, oursUntaped } from '../contestants.mjs';
import { startPart } from '../start-part.mjs';

const isPinned = spawnSync('taskset', ['--version']).status === 0;
/** Whom the incident meets: as many links as anybody has, and nothing to tell. */
const replaced = 13;

/**
 * @typedef {{ nodes: number, links: number, window: number, publishers: readonly number[], warmUp: number, count: number }} Network
 * `window` texts are on their way at once, of all who tell some; `warmUp` and `count` are texts, of which each
 * contestant has the part that it tells in some seconds.
 */
/** @type {Network} */
const two = { nodes: 2, links: 1, window: 256, publishers: [0, 1], warmUp: 30_000, count: 60_000 };
/** @type {Network} */
const twenty = {
  nodes: 20,
  links: 50,
  window: 64,
  publishers: [0, 5, 10, 15],
  warmUp: 2_000,
  count: 4_000,
};

const signed = { isSigned: true, part: 0.5 };
const unsigned = { isSigned: false, part: 1 };
const signedByOthers = { isSigned: true, part: 0.1 };
const unsignedByOthers = { isSigned: false, part: 0.25 };

export const castRows = [
  castsOf('casts-2', '2 nodes', two, null),
  castsOf('casts', '20 nodes with 50 links', twenty, null),
  castsOf('casts-replaced', '20 nodes, of which one is replaced meanwhile', twenty, replaced),
];

/**
 * Texts told to everybody. A delivery is one node that gets one text for the first time.
 * @param {string} name
 * @param {string} said
 * @param {Network} network
 * @param {number | null} incident
 * @returns {import('../measure.mjs').Row}
 */
function castsOf(name, said, network, incident) {
  const isGoal = incident === null;
  const oursHaveAll = ['peertape', 'peertape, unsigned'];
  return {
    name,
    title: `Texts of 100 bytes to everybody, ${said}, all on one core`,
    unit: 'deliveries a second',
    contestants: [
      ours('peertape', signed),
      oursUntaped('peertape, no tape', signed),
      other('gossipsub, StrictSign', 'libp2p', signedByOthers),
      ours('peertape, unsigned', unsigned),
      oursUntaped('peertape, unsigned, no tape', unsigned),
      other('gossipsub, StrictNoSign', 'libp2p', unsignedByOthers),
    ],
    play: (contestant, how) => playCasts(contestant, how, network, incident),
    goals: [
      { of: 'peertape', to: 'gossipsub, StrictSign', ...(isGoal ? { atLeast: 4 } : {}) },
      {
        of: 'peertape, unsigned',
        to: 'gossipsub, StrictNoSign',
        ...(isGoal ? { atLeast: 8 } : {}),
      },
      { of: 'peertape, no tape', to: 'gossipsub, StrictSign' },
      { of: 'peertape, unsigned, no tape', to: 'gossipsub, StrictNoSign' },
    ],
    bounds: oursHaveAll.flatMap((of) => [
      ...(isGoal ? [{ of, note: 'copies', below: 1.3 }] : []),
      { of, note: 'missed', below: 1 },
      { of, note: 'twice', below: 1 },
    ]),
  };
}

/**
 * @param {import('../contestants.mjs').Contestant} contestant
 * @param {import('../measure.mjs').How} how
 * @param {Network} network
 * @param {number | null} incident
 * @returns {Promise<import('../measure.mjs').Played>}
 */
async function playCasts(
  { kind, isOurs, isTaped, settings },
  { profiles = null },
  network,
  incident,
) {
  const { nodes, links, window, publishers, warmUp, count } = network;
  const { isSigned, part: share } = /** @type {typeof signed} */ (settings);
  const trace = isTaped ? mkdtempSync(join(tmpdir(), 'peertape-bench-')) : null;
  const profile = profiles === null ? null : join(profiles, 'casts.cpuprofile');
  const part = await startPart({ ...kind, work: 'casts', isPinned, profile });
  try {
    await part.ask('start', { nodes, links, isSigned, trace });
    const work = { publishers, window };
    await part.ask('spread', { ...work, count: share * warmUp });
    const before = await part.ask('cpu');
    /** @type {import('../parts/cast-jobs.mjs').Told} */
    const told = await part.ask('spread', { ...work, count: share * count, replaced: incident });
    const ended = isOurs ? await part.ask('close') : told.ended;
    const { started, deliveries, copies, missed, twice } = told;
    return {
      figure: deliveries / ((ended - started) / 1e9),
      cpuUs: ((await part.ask('cpu')) - before) / deliveries,
      notes: { copies: copies / deliveries, missed, twice },
    };
  } finally {
    await part.end();
    if (trace !== null) rmSync(trace, { recursive: true, force: true });
  }
}
