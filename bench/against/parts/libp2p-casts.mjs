/** js-libp2p with gossipsub as its pages show it: `subscribe`, `publish`, `message`; told once by `identify` who can what. */
import { castJobs } from './cast-jobs.mjs';
import { load, startLibp2p } from './start-libp2p.mjs';

/**
 * @typedef {{ messages: readonly unknown[] }} Rpc
 * @typedef {EventTarget & {
 *   subscribe(topic: string): void,
 *   publish(topic: string, bytes: Uint8Array): Promise<unknown>,
 *   getSubscribers(topic: string): unknown[],
 *   handleReceivedRpc(from: unknown, rpc: Rpc): Promise<void>,
 *   addEventListener(type: 'message', hear: (event: { detail: { data: Uint8Array } }) => void): void,
 * }} GossipSub
 * @typedef {import('./start-libp2p.mjs').Libp2p & { services: { pubsub: GossipSub } }} Node
 * @typedef {{ gossipsub: import('./start-libp2p.mjs').Factory, identify: import('./start-libp2p.mjs').Factory }} Modules
 */
/** @type {Modules} */
const { gossipsub, identify } = await load(['@libp2p/gossipsub', '@libp2p/identify']);
const topic = 'bench';
const pollMs = 20;
const dialsMax = 10;

export const jobs = castJobs(async ({ isSigned }, _name, hear) => {
  const globalSignaturePolicy = isSigned ? 'StrictSign' : 'StrictNoSign';
  const services = { identify: identify(), pubsub: gossipsub({ globalSignaturePolicy }) };
  const node = /** @type {Node} */ (await startLibp2p(services));
  const { pubsub } = node.services;
  const countCopies = copyCounter(pubsub);
  pubsub.addEventListener('message', ({ detail }) => hear(detail.data));
  pubsub.subscribe(topic);
  return {
    node,
    connect: (other) => dial(node, other.node),
    isJoined: (neighbours) => until(() => pubsub.getSubscribers(topic).length >= neighbours),
    publish: (text) => pubsub.publish(topic, text),
    copies: () => Promise.resolve(countCopies()),
    leave: () => node.stop(),
    close: () => node.stop(),
  };
});

/**
 * Its metrics would tell, and cost it time.
 * @param {GossipSub} pubsub
 */
function copyCounter(pubsub) {
  let copies = 0;
  const handle = pubsub.handleReceivedRpc.bind(pubsub);
  pubsub.handleReceivedRpc = (from, rpc) => {
    copies += rpc.messages.length;
    return handle(from, rpc);
  };
  return () => copies;
}

/**
 * Under load its greetings can take longer than it waits for them.
 * @param {Node} node
 * @param {Node} other
 */
async function dial(node, other) {
  for (let left = dialsMax; ; left -= 1) {
    try {
      return await node.dial(other.getMultiaddrs());
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** @param {() => boolean} holds */
async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
