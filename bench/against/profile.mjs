import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shown = 10;

/**
 * @typedef {{ functionName: string, url: string, lineNumber: number }} CallFrame
 * @typedef {{ id: number, callFrame: CallFrame, children?: number[] }} ProfileNode
 * @typedef {{ nodes: ProfileNode[], samples: number[], timeDeltas: number[] }} Profile
 *
 * @param {string} folder
 * @returns {string} where each process was itself, and for how much of its time, the ten most of it
 */
export function profilesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .map((name) => `\n${join(folder, name)}\n${topOf(read(join(folder, name))).join('\n')}\n`)
    .join('');
}

/** @param {Profile} profile */
function topOf({ nodes, samples, timeDeltas }) {
  const places = placesOf(nodes);
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? '';
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  times.delete('(idle)');
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([place, time]) => `  ${((100 * time) / busy).toFixed(1).padStart(5)} %  ${place}`);
}

/**
 * What is native has a name that says little without whose call it is.
 * @param {readonly ProfileNode[]} nodes
 */
function placesOf(nodes) {
  const callers = new Map(
    nodes.flatMap(({ callFrame, children = [] }) => children.map((id) => [id, callFrame])),
  );
  return new Map(
    nodes.map(({ id, callFrame }) => {
      const caller = callers.get(id);
      const isNative = callFrame.url === '' && !callFrame.functionName.startsWith('(');
      const by = isNative && caller !== undefined ? `, called by ${placeOf(caller)}` : '';
      return [id, placeOf(callFrame) + by];
    }),
  );
}

/** @param {CallFrame} frame */
function placeOf({ functionName, url, lineNumber }) {
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  const name = functionName === '' ? '(anonymous)' : functionName;
  return file === '' ? name : `${name}  ${file}:${lineNumber + 1}`;
}

/**
 * @param {string} path
 * @returns {Profile}
 */
function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
