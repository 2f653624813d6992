/**
 * Several nodes in one process, on what was built. Each line that comes is an order, and each line that goes an event of
 * one of the nodes: `node` says whose.
 */
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @type {typeof import('../../src/node/face/create-node.ts')} */
const { createNode } = await import(
  new URL('../../dist/node/face/create-node.js', import.meta.url).href
);
/** @typedef {import('../../src/node/face/peertape-node.ts').PeertapeNode} PeertapeNode */

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
/** @type {Map<string, PeertapeNode>} */
const nodes = new Map();

/** @type {Readonly<Record<string, (order: any) => Promise<unknown>>>} */
const orders = {
  start: async ({ options }) => {
    const node = await createNode({ port: 0, trace: false, ...options });
    nodes.set(node.id, node);
    node.events$.subscribe((event) => tell(event));
  },
  ask: async ({ to, id, command }) => nodes.get(to)?.obey({ command }, id),
  leave: async ({ to }) => {
    const node = nodes.get(to);
    nodes.delete(to);
    await node?.close();
  },
  sample: async () => tell({ event: 'sample', ...(await sample()) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...about } = JSON.parse(line);
  void orders[order]?.(about);
}
await Promise.all([...nodes.values()].map((node) => node.close()));

/** @param {object} event */
function tell(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** At a moment when what was closed is let go of. */
async function sample() {
  for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve));
  gc();
  const states = await Promise.all([...nodes.values()].map((node) => node.status()));
  const links = states.reduce((sum, state) => sum + state.links, 0);
  const descriptors = readdirSync('/proc/self/fd').length;
  return { heapBytes: process.memoryUsage().heapUsed, descriptors, links };
}
