/** A node of ours, as a program would use it: `createNode`, `send`, `received$`, `close`. */
import { join } from 'node:path';
import { createNode } from '../../../dist/node/face/create-node.js';
import { bodyOf, messageAt, nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { Underway } from './underway.mjs';

/** @type {import('../../../dist/node/face/create-node.js').PeertapeNode} */
let node;
const came = new Count();
let peer = '';

export const jobs = {
  /** @param {{ name: string, trace: string | null, bodies?: 'none' | 'text' | 'all' }} given */
  async start({ name, trace, bodies = 'text' }) {
    node = await createNode({ port: 0, bodies, trace: trace === null ? false : join(trace, name) });
    return node.port;
  },

  /** Somebody hears each message. */
  hear() {
    node.received$.subscribe(() => came.add(1));
  },

  /** @param {{ total: number }} given */
  came: ({ total }) => came.reaches(total),

  /** @param {{ port: number }} given */
  async connect({ port }) {
    ({ peer } = await node.connect(String(port)));
  },

  /**
   * One `send` call each; whoever has `window` of them under way waits for an arrival.
   * @param {{ count: number, window: number, bytes?: number }} given
   */
  async send({ count, window, bytes }) {
    const body = bytes === undefined ? null : bodyOf(bytes);
    const underway = new Underway();
    const started = nowNs();
    for (let index = 0; index < count; index += 1) {
      if (underway.count >= window) await underway.fewer();
      underway.add(node.send(peer, body ?? messageAt(index)));
    }
    while (underway.count > 0) await underway.fewer();
    return started;
  },

  /** Each after the arrival of the one before. @param {{ count: number }} given */
  async roundTrips({ count }) {
    const started = nowNs();
    for (let index = 0; index < count; index += 1) await node.send(peer, messageAt(index));
    return started;
  },

  /** Its tape is on the disk then. */
  async close() {
    await node.close();
    return nowNs();
  },
};
