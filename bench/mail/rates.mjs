/**
 * How many texts come over one, two and four links in a second, and how many questions are answered: in a process of its
 * own, which has been given one core. Its one argument is what the run was told.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ours, oursUntaped } from '../against/contestants.mjs';
import { measure } from '../against/measure.mjs';
import { tableOf } from '../against/tell.mjs';
import { LineOfFive } from './line-of-five.mjs';

/** Below what is passed on for a neighbour in one go, so that this is not what is measured. */
const relayed = { send: 3_500, ask: 1_000 };
const direct = { send: 100_000, ask: 4_000 };
const sustained = 20_000;
const warmUps = 2;
const kinds = ['signed', 'signed, recorded', 'unsigned', 'unsigned, recorded'];

/** @typedef {import('./line-of-five.mjs').Load} Load */
/** @typedef {import('../against/contestants.mjs').Contestant} Contestant */
/** @typedef {import('../against/measure.mjs').Row} Row */

/** @type {{ rounds: number, rows: readonly string[], only?: string }} */
const { rounds, rows, only } = JSON.parse(process.argv[2] ?? '{}');
const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
/** @type {Map<string, LineOfFive>} */
const lines = new Map();
try {
  for (const kind of kinds) lines.set(kind, await startLine(kind));
  for (const row of [rowOf('send'), rowOf('ask'), rowWithoutRest()]) {
    if (!rows.includes(row.name)) continue;
    const load = only === undefined ? row : onlyOf(row, only);
    if (row.name !== 'without-rest') await measure(load, warmUps, {});
    process.stdout.write(tableOf(await measure(load, rounds, {})));
  }
  for (const line of lines.values()) await line.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} kind */
function startLine(kind) {
  const isTaped = kind.endsWith('recorded');
  return LineOfFive.start({
    isSigned: kind.startsWith('signed'),
    folder: isTaped ? join(folder, kind) : null,
  });
}

/**
 * @param {'send' | 'ask'} way
 * @returns {Row}
 */
function rowOf(way) {
  return {
    name: way === 'send' ? 'texts' : 'asks',
    title:
      way === 'send'
        ? 'Texts of 100 bytes that arrive'
        : 'Questions of 100 bytes that are answered with as many',
    unit: 'a second, all on one core',
    contestants: [1, 2, 4].flatMap((hops) => kinds.map((kind) => contestant(kind, hops, way))),
    play: playLoad,
    goals: [
      ...kinds.flatMap((kind) => [
        { of: nameOf(1, kind), to: nameOf(2, kind) },
        { of: nameOf(1, kind), to: nameOf(4, kind) },
        { of: nameOf(4, kind), to: nameOf(2, kind), atLeast: 0.5 },
      ]),
      ...[1, 2, 4].flatMap((hops) =>
        ['signed', 'unsigned'].map((kind) => ({
          of: nameOf(hops, `${kind}, recorded`),
          to: nameOf(hops, kind),
          ...(hops > 1 ? { atLeast: 0.8 } : {}),
        })),
      ),
    ],
  };
}

/**
 * One contestant, to be looked at closely.
 *
 * @param {Row} row
 * @param {string} name
 * @returns {Row}
 */
function onlyOf(row, name) {
  const contestants = row.contestants.filter((each) => each.name === name);
  return { ...row, contestants, goals: [] };
}

/**
 * As long as one likes, and so with what is passed on for a neighbour at most.
 *
 * @returns {Row}
 */
function rowWithoutRest() {
  const two = ['signed', 'unsigned'];
  return {
    name: 'without-rest',
    title: `${sustained} texts in one go`,
    unit: 'a second, all on one core',
    contestants: two.map((kind) => contestant(kind, 2, 'send', sustained)),
    play: playLoad,
    goals: [],
  };
}

/**
 * @param {string} kind
 * @param {number} hops
 * @param {'send' | 'ask'} way
 * @returns {Contestant}
 */
function contestant(kind, hops, way, count = hops === 1 ? direct[way] : relayed[way]) {
  const make = kind.endsWith('recorded') ? ours : oursUntaped;
  return make(nameOf(hops, kind), { kind, hops, way, count });
}

/**
 * @param {number} hops
 * @param {string} kind
 */
function nameOf(hops, kind) {
  return `${hops} ${hops === 1 ? 'hop' : 'hops'}, ${kind}`;
}

/** @param {Contestant} contestant */
function playLoad({ settings }) {
  const load = /** @type {Load & { kind: string }} */ (settings);
  const line = lines.get(load.kind);
  if (line === undefined) throw new RangeError(`there is no line that is ${load.kind}`);
  return line.play(load);
}
