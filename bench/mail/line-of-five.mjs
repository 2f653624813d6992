import { setTimeout as after } from 'node:timers/promises';
import { join } from 'node:path';
import { createNode } from '../../dist/node/face/create-node.js';
import { limits } from '../../dist/protocol/limits.js';
import { inStrands } from '../against/parts/in-strands.mjs';
import { nowNs } from '../against/payload.mjs';

/** Whoever neither signs nor judges needs a network with a key. */
const networkKey = Buffer.alloc(32, 'the key of this bench');
const text = 'x'.repeat(100);
const topic = 'bench';
/** On their way at once: well below what may be at all, so that nobody ever refuses for that. */
const windows = { send: 512, ask: 128 };
/** What is passed on for a neighbour is whole again after that, whatever it was. */
const healMs = (1_100 * limits.relayedLettersMax) / limits.relayedLettersPerSecond;

/**
 * @typedef {{ hops: number, way: 'send' | 'ask', count: number }} Load
 */

/** Five nodes in a row, all in this process, on links like those between machines. */
export class LineOfFive {
  #nodes;
  #usedAt = 0;

  /** @param {readonly import('../../dist/node/face/create-node.js').PeertapeNode[]} nodes */
  constructor(nodes) {
    this.#nodes = nodes;
  }

  /** @param {{ isSigned: boolean, folder: string | null }} how */
  static async start({ isSigned, folder }) {
    const nodes = [];
    for (let index = 0; index < 5; index += 1) {
      const node = await createNode({
        port: 0,
        trace: folder === null ? false : join(folder, `node-${index}`),
        discovery: [],
        presenceIntervalMs: 0,
        ...(isSigned ? {} : { networkKey, unsigned: true }),
      });
      node.answer(topic, ({ content }) => content);
      const before = nodes.at(-1);
      if (before !== undefined) await node.connect(before.address);
      nodes.push(node);
    }
    return new LineOfFive(nodes);
  }

  /**
   * So many texts, or questions with their answers, from the first node to the one so many links away: the next goes out
   * when one has its outcome. Anything but an arrival is thrown.
   *
   * @param {Load} load
   * @returns {Promise<import('../against/measure.mjs').Played>}
   */
  async play({ way, hops, count }) {
    const [first, last] = [this.#nodes[0], this.#nodes[hops]];
    if (first === undefined || last === undefined) throw new RangeError(`nobody is ${hops} away`);
    const work =
      way === 'send' ? () => first.send(last.id, text) : () => first.ask(last.id, topic, text);
    if (hops > 1) await after(this.#usedAt + healMs - performance.now());
    await work();
    const before = process.cpuUsage();
    const started = nowNs();
    await inStrands(Array.from({ length: count }), windows[way], work);
    const ns = nowNs() - started;
    const { user, system } = process.cpuUsage(before);
    if (hops > 1) this.#usedAt = performance.now();
    const cpuUs = (user + system) / count;
    const share = (cpuUs * count * 1e3) / ns;
    return { figure: (count * 1e9) / ns, cpuUs, notes: { 'of the core': share } };
  }

  async close() {
    await Promise.all(this.#nodes.map((node) => node.close()));
  }
}
