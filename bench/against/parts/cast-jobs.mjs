import { nowNs } from '../payload.mjs';
import { CastLoad } from './cast-load.mjs';
import { inStrands } from './in-strands.mjs';
import { dialsAtOnce, linksOf } from './links-of.mjs';

/**
 * The jobs of a process that holds a whole network, the same for all contestants. The graph is drawn from a seed with
 * which 20 nodes with 50 links have from 3 to 7 of them each, and stay connected without any one.
 */
const graphSeed = 12;

/**
 * @typedef {object} CastNode
 * @property {(other: any) => Promise<unknown>} connect
 * @property {(neighbours: number) => Promise<unknown>} isJoined  Resolves once so many links have all that they need.
 * @property {(text: Buffer) => Promise<unknown>} publish
 * @property {() => Promise<number>} copies  How many frames with a text have come so far.
 * @property {() => Promise<unknown>} leave  Without a word, if it can.
 * @property {() => Promise<unknown>} close
 *
 * @typedef {{ nodes: number, links: number, trace: string | null, isSigned: boolean }} Start
 * @typedef {{ count: number, window: number, publishers: readonly number[], replaced?: number | null }} Work
 * @typedef {import('./cast-load.mjs').Spread & { copies: number }} Told
 *
 * @param {(given: Start, name: string, hear: (text: Uint8Array) => void) => Promise<CastNode>} startNode
 */
export function castJobs(startNode) {
  /** @type {CastNode[]} */
  const nodes = [];
  /** @type {[from: number, to: number][]} */
  let links = [];
  /** @type {Start} */
  let given;
  /** @type {CastLoad | null} */
  let load = null;
  let told = 0;

  /** @param {number} index */
  const neighboursOf = (index) =>
    links.flatMap(([from, to]) => (from === index ? [to] : to === index ? [from] : []));

  /** @param {number} index @param {string} name */
  const start = (index, name) => startNode(given, name, (text) => load?.hear(index, text));

  /** @param {number} index */
  const replace = async (index) => {
    await nodes[index]?.leave();
    const newcomer = await start(nodes.length, 'newcomer');
    nodes[index] = newcomer;
    for (const neighbour of neighboursOf(index)) await newcomer.connect(nodes[neighbour]);
    await newcomer.isJoined(neighboursOf(index).length);
  };

  /** @param {readonly number[]} hearers */
  const copiesOf = async (hearers) => {
    const each = await Promise.all(hearers.map(async (hearer) => nodes[hearer]?.copies() ?? 0));
    return each.reduce((sum, copies) => sum + copies, 0);
  };

  return {
    /** @param {Start} wanted */
    async start(wanted) {
      given = wanted;
      links = linksOf(wanted.nodes, wanted.links, graphSeed);
      const indices = Array.from({ length: wanted.nodes }, (_, index) => index);
      nodes.push(...(await Promise.all(indices.map((index) => start(index, `node-${index}`)))));
      await inStrands(links, dialsAtOnce, async ([from, to]) => nodes[from]?.connect(nodes[to]));
      await Promise.all(nodes.map((node, index) => node.isJoined(neighboursOf(index).length)));
    },

    /**
     * @param {Work} work
     * @returns {Promise<Told>}
     */
    async spread({ replaced = null, ...work }) {
      const hearers = [...nodes.keys()].filter((index) => index !== replaced);
      const incident =
        replaced === null
          ? null
          : { after: Math.floor(work.count / 3), happens: () => replace(replaced) };
      load = new CastLoad({
        ...work,
        first: told,
        hearers,
        incident,
        publish: async (publisher, text) => nodes[publisher]?.publish(text),
      });
      told += work.count;
      const before = await copiesOf(hearers);
      const spread = await load.run();
      return { ...spread, copies: (await copiesOf(hearers)) - before };
    },

    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      return nowNs();
    },
  };
}
