import { other, ours, oursUntaped } from '../contestants.mjs';
import { playPair } from '../play-pair.mjs';

/** The first ones also bring what is there once: code, and room that V8 takes for a start. */
const firstNodes = 200;
const nodes = 400;
const connections = 240;
const firstConnections = 100;
const kilobyte = 1e3;

/**
 * All that the system gives the process; or what JavaScript holds, its buffers included, where the memory of
 * OpenSSL is missing. After the garbage was collected, either way.
 * @typedef {'rss' | 'held'} Kind
 */
export const memoryRows = [
  memoryOf('memory-node', 'rss'),
  memoryOf('memory-node-held', 'held'),
  memoryOf('memory-connection', 'rss'),
  memoryOf('memory-connection-held', 'held'),
];

/**
 * @param {string} name
 * @param {Kind} kind
 * @returns {import('../measure.mjs').Row}
 */
function memoryOf(name, kind) {
  const isOfNodes = name.startsWith('memory-node');
  const what = isOfNodes
    ? `of each further node in one process, from ${firstNodes} to ${nodes}`
    : `of each further idle connection of a node, from ${firstConnections} to ${connections}`;
  return {
    name,
    title: `Memory ${what}, ${kind === 'rss' ? 'resident' : 'held by JavaScript'}`,
    unit: 'KB',
    contestants: [ours('peertape'), oursUntaped('peertape, no tape'), other('libp2p', 'libp2p')],
    play: (contestant, how) =>
      playPair(contestant, { ...how, work: 'nodes' }, async (pair) => {
        const bytes = isOfNodes ? await ofNode(pair, kind) : await ofConnection(pair, kind);
        return { figure: bytes / kilobyte };
      }),
    goals: [
      { of: 'peertape', to: 'libp2p', ...(isOfNodes ? { atMost: 0.4 } : {}) },
      { of: 'peertape, no tape', to: 'libp2p' },
    ],
  };
}

/**
 * @param {import('../play-pair.mjs').Pair} pair
 * @param {Kind} kind
 */
async function ofNode({ far, trace }, kind) {
  await far.ask('start', { name: 'far', trace, nodes: firstNodes });
  const before = await far.ask('memory', { kind });
  await far.ask('start', { name: 'far', trace, nodes: nodes - firstNodes });
  return ((await far.ask('memory', { kind })) - before) / (nodes - firstNodes);
}

/**
 * @param {import('../play-pair.mjs').Pair} pair
 * @param {Kind} kind
 */
async function ofConnection({ near, far, trace }, kind) {
  /** @type {string[]} */
  const [address] = await far.ask('start', { name: 'far', trace, nodes: 1 });
  await near.ask('start', { name: 'near', trace: null, nodes: firstConnections });
  await near.ask('connectAll', { address });
  await far.ask('connected', { total: firstConnections });
  const before = await far.ask('memory', { kind });
  await near.ask('start', { name: 'near', trace: null, nodes: connections - firstConnections });
  await near.ask('connectAll', { address });
  await far.ask('connected', { total: connections });
  return ((await far.ask('memory', { kind })) - before) / (connections - firstConnections);
}
