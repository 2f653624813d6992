/**
 * One level of failures, in a process of its own: what it is to do stands in its one argument, and what it has found
 * is the one line that it prints.
 *
 * @typedef {{ nodes: number, messages: number, cycles: number, seed: number, failed: number }} Setting
 * @typedef {ReturnType<typeof measure>} Level
 */
import { clusteringOf, meanOf, partSizesOf, pathsOf, randomGraph } from './graph.mjs';
import { OverlayWorld, viewOf } from './overlay-world.mjs';

/** So many broadcasts make the tree. */
const warmUps = 30;
const gapMs = 100;
const settleMs = 1_000;
const healedAfterMs = 60_000;
const messagesWhenHealed = 10;

/** @type {Setting} */
const setting = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(`${JSON.stringify(measure(setting))}\n`);

/** @param {Setting} setting */
function measure({ nodes, messages, cycles, seed, failed }) {
  const overlay = new OverlayWorld({ nodes, seed });
  const { world } = overlay;
  const dialsBefore = overlay.dials;
  overlay.runCycles(cycles);
  const dialsPerCycle = (overlay.dials - dialsBefore) / nodes / cycles;
  const shape = shapeOf(overlay, world.dice('any graph'));
  const builtSeconds = process.cpuUsage().user / 1e6;
  const heldKb = heldBy(nodes);
  const sender = world.nodes[0];
  if (sender === undefined) throw new RangeError('nobody is there');
  const dice = world.dice('failures');
  const anyone = () => dice.pick(overlay.live);
  spread(overlay, warmUps, () => sender);
  const fromOne = spread(overlay, messages, () => sender);
  const fromAny = spread(overlay, messages, anyone);
  const going = shuffled(world.nodes, dice).slice(0, Math.round((nodes * failed) / 100));
  for (const node of going) node.crash('reset');
  const left = largestPartOf(overlay);
  const after = spread(overlay, messages, anyone);
  const mended = largestPartOf(overlay);
  world.run(healedAfterMs);
  const healed = spread(overlay, messagesWhenHealed, anyone);
  return {
    shape: { ...shape, dialsPerCycle },
    before: { fromOne, fromAny },
    parts: { left, mended },
    after,
    healed,
    cost: {
      builtSeconds,
      heldKb,
      seconds: process.cpuUsage().user / 1e6,
      turns: world.lives.reduce((sum, { turns }) => sum + turns, 0),
      residentMb: process.resourceUsage().maxRSS / 1e3,
    },
  };
}

/**
 * One text after the other, and what became of them.
 *
 * @param {OverlayWorld} overlay
 * @param {number} count
 * @param {() => import('../../dist/sim/virtual-node.js').VirtualNode} nextSender
 */
function spread(overlay, count, nextSender) {
  const { world, said, live } = overlay;
  const others = live.length - 1;
  const saidBefore = new Map(said);
  const before = overlay.copies();
  const sent = [];
  for (let n = 0; n < count; n += 1) {
    const from = nextSender();
    sent.push({ place: live.indexOf(from), arrivals: overlay.broadcast(from) });
    world.run(gapMs);
  }
  world.run(settleMs);
  const after = overlay.copies();
  const taken = after.delivered - before.delivered;
  const inVain = after.duplicates - before.duplicates;
  const sizes = partSizesOf(overlay.graph());
  const shares = sent.map(({ arrivals }) => arrivals.delivered / others);
  const inParts = sent.flatMap(({ place, arrivals }) => {
    const size = sizes[place] ?? 0;
    return size > 1 ? [arrivals.delivered / (size - 1)] : [];
  });
  /** @param {string} kind */
  const each = (kind) => ((said.get(kind) ?? 0) - (saidBefore.get(kind) ?? 0)) / count;
  return {
    reliability: meanOf(shares),
    soon: meanOf(sent.map(({ arrivals }) => arrivals.soon / others)),
    worst: Math.min(...shares),
    inPart: meanOf(inParts),
    lastHop: meanOf(sent.map(({ arrivals }) => arrivals.lastHop)),
    redundancy: inVain / taken,
    payloads: (taken + inVain) / count,
    have: each('have'),
    graft: each('graft'),
    prune: each('prune'),
  };
}

/**
 * What the world holds in memory for each node, links and all.
 *
 * @param {number} nodes
 */
function heldBy(nodes) {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e3 / nodes;
}

/** @param {OverlayWorld} overlay */
function largestPartOf(overlay) {
  const sizes = partSizesOf(overlay.graph());
  return Math.max(...sizes) / sizes.length;
}

/**
 * @param {OverlayWorld} overlay
 * @param {import('../../dist/sim/dice.js').Dice} dice
 */
function shapeOf(overlay, dice) {
  const graph = overlay.graph();
  const degree = meanOf(graph.map(({ length }) => length));
  const random = randomGraph(graph.length, 5, (n) => dice.below(n));
  return {
    degree,
    passive: meanOf(overlay.live.map((node) => viewOf(node).passive.size)),
    path: pathsOf(graph),
    clustering: clusteringOf(graph),
    random: { path: pathsOf(random), clustering: clusteringOf(random) },
  };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {import('../../dist/sim/dice.js').Dice} dice
 */
function shuffled(list, dice) {
  return list
    .map((item) => ({ item, order: dice.unit() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
