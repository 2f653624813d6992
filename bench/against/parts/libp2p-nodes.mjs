/** js-libp2p by the dozen in one process, to connect and to part. */
import { nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { inStrands } from './in-strands.mjs';
import { inTurns } from './in-turns.mjs';
import { dialsAtOnce, linksOf } from './links-of.mjs';
import { addressIn, startLibp2p } from './start-libp2p.mjs';

/** @type {import('./start-libp2p.mjs').Libp2p[]} */
const nodes = [];
const connected = new Count();
const parted = new Count();

export const jobs = {
  /** @param {{ nodes: number }} given */
  async start({ nodes: count }) {
    nodes.push(...(await started(count, { connected, parted })));
    return nodes.map(addressOf);
  },

  /** @param {{ total: number }} given */
  connected: ({ total }) => connected.reaches(total),

  /** @param {{ total: number }} given */
  parted: ({ total }) => parted.reaches(total),

  /** Each that has not yet, to the same one, and one after the other. @param {{ address: string }} given */
  async connectAll({ address }) {
    for (const node of nodes) await node.dial(addressIn(address));
  },

  /** Connects and parts again, so many times, at each address by turns. @param {{ addresses: string[], count: number }} given */
  async setUps({ addresses, count }) {
    const [node] = nodes;
    const begun = nowNs();
    await inTurns(addresses, count, async (address) => {
      const connection = await node?.dial(addressIn(address));
      await connection?.close();
    });
    return begun;
  },

  /** @param {{ nodes: number, links: number }} given */
  async mesh({ nodes: count, links }) {
    const greeted = new Count();
    const mesh = await started(count, { connected: greeted, parted: new Count() });
    const all = greeted.reaches(2 * links);
    const begun = nowNs();
    await inStrands(linksOf(mesh.length, links), dialsAtOnce, async ([from, to]) => {
      const there = mesh[to];
      if (there !== undefined) await mesh[from]?.dial(addressIn(addressOf(there)));
    });
    const span = (await all) - begun;
    await Promise.all(mesh.map((node) => node.stop()));
    return span;
  },

  async close() {
    await Promise.all(nodes.map((node) => node.stop()));
    return nowNs();
  },
};

/**
 * @param {number} count
 * @param {{ connected: Count, parted: Count }} counts
 */
function started(count, counts) {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const node = await startLibp2p();
      node.addEventListener('connection:open', () => counts.connected.add(1));
      node.addEventListener('connection:close', () => counts.parted.add(1));
      return node;
    }),
  );
}

/** @param {import('./start-libp2p.mjs').Libp2p} node */
function addressOf(node) {
  return String(node.getMultiaddrs()[0]);
}
