/** Nodes of ours by the dozen in one process, to connect and to part. */
import { join } from 'node:path';
import { createNode } from '../../../dist/node/face/create-node.js';
import { nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { inStrands } from './in-strands.mjs';
import { inTurns } from './in-turns.mjs';
import { dialsAtOnce, linksOf } from './links-of.mjs';

/** @typedef {import('../../../dist/node/face/create-node.js').PeertapeNode} PeertapeNode */

/** @type {PeertapeNode[]} */
const nodes = [];
const connected = new Count();
const parted = new Count();

/** @typedef {{ nodes: number, name: string, trace: string | null }} Start */

export const jobs = {
  /** @param {Start} given */
  async start(given) {
    nodes.push(...(await started(given, { connected, parted })));
    return nodes.map(({ address }) => address);
  },

  /** @param {{ total: number }} given */
  connected: ({ total }) => connected.reaches(total),

  /** @param {{ total: number }} given */
  parted: ({ total }) => parted.reaches(total),

  /** Each that has not yet, to the same one, and one after the other. @param {{ address: string }} given */
  async connectAll({ address }) {
    for (const node of nodes) await node.connect(address);
  },

  /** Connects and parts again, so many times, at each address by turns. @param {{ addresses: string[], count: number }} given */
  async setUps({ addresses, count }) {
    const [node] = nodes;
    const begun = nowNs();
    await inTurns(addresses, count, async (address) => {
      const connection = await node?.connect(address);
      await node?.disconnect(connection?.peer ?? '');
    });
    return begun;
  },

  /**
   * The nodes of a mesh leave without a word: to part would be work that nobody asked for, but
   * what was recorded is on the disk within the span.
   * @param {Start & { links: number }} given
   */
  async mesh({ links, ...given }) {
    const greeted = new Count();
    const mesh = await started(given, { connected: greeted, parted: new Count() });
    const all = greeted.reaches(2 * links);
    const begun = nowNs();
    await inStrands(linksOf(mesh.length, links), dialsAtOnce, async ([from, to]) => {
      await mesh[from]?.connect(mesh[to]?.address ?? '');
    });
    await all;
    await Promise.all(mesh.map((node) => node.close({ atOnce: true })));
    return nowNs() - begun;
  },

  async close() {
    await Promise.all(nodes.map((node) => node.close()));
    return nowNs();
  },
};

/**
 * @param {Start} given
 * @param {{ connected: Count, parted: Count }} counts
 * @returns {Promise<PeertapeNode[]>}
 */
function started({ nodes: count, name, trace }, counts) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const tape = trace === null ? false : join(trace, `${name}-${nodes.length + index}`);
      const node = await createNode({ port: 0, trace: tape });
      node.events$.subscribe(({ event }) => {
        if (event === 'connected') counts.connected.add(1);
        if (event === 'disconnected') counts.parted.add(1);
      });
      return node;
    }),
  );
}
