/** js-libp2p 3 over tcp, noise and yamux, as its own pages show it: one long-lived stream, `send`, `drain`, `message`. */
import { once } from 'node:events';
import { bodyOf, messageAt, nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { FrameCount, framed } from './frame-count.mjs';
import { addressOf, portOf, startLibp2p } from './start-libp2p.mjs';

const protocol = '/bench/1.0.0';
const came = new Count();
/** @type {import('./start-libp2p.mjs').Libp2p} */
let node;
/** @type {import('./start-libp2p.mjs').Stream} */
let stream;

export const jobs = {
  async start() {
    node = await startLibp2p();
    return portOf(node);
  },

  hear: () =>
    node.handle(protocol, (inbound) => {
      const frames = new FrameCount((more) => came.add(more));
      inbound.addEventListener('message', ({ data }) => {
        for (const piece of piecesOf(data)) frames.take(piece);
      });
    }),

  /** @param {{ total: number }} given */
  came: ({ total }) => came.reaches(total),

  /** @param {{ port: number }} given */
  async connect({ port }) {
    stream = await node.dialProtocol(addressOf(port), protocol);
  },

  /**
   * The frames are made beforehand, which is in its favour.
   * @param {{ count: number, atOnce: number, bytes?: number }} given  How many messages one `send` has.
   */
  async send({ count, atOnce, bytes }) {
    const body = bytes === undefined ? null : bodyOf(bytes);
    const lots = Array.from({ length: 64 }, (_, lot) =>
      framed(Array.from({ length: atOnce }, (_, at) => body ?? messageAt(lot * atOnce + at))),
    );
    const started = nowNs();
    for (let sent = 0; sent < count; sent += atOnce) {
      const lot = /** @type {Buffer} */ (lots[(sent / atOnce) % lots.length]);
      if (!stream.send(lot)) await once(stream, 'drain');
    }
    return started;
  },

  echo: () =>
    node.handle(protocol, (inbound) => {
      inbound.addEventListener('message', ({ data }) => inbound.send(data));
    }),

  /** Each after the echo of the one before. @param {{ count: number }} given */
  async roundTrips({ count }) {
    let goOn = () => {};
    const frames = new FrameCount(() => goOn());
    const hear = (/** @type {import('./start-libp2p.mjs').MessageEvent} */ { data }) => {
      for (const piece of piecesOf(data)) frames.take(piece);
    };
    stream.addEventListener('message', hear);
    const lots = Array.from({ length: 64 }, (_, at) => framed([messageAt(at)]));
    const started = nowNs();
    for (let index = 0; index < count; index += 1) {
      const echo = new Promise((resolve) => (goOn = () => resolve(undefined)));
      stream.send(/** @type {Buffer} */ (lots[index % lots.length]));
      await echo;
    }
    stream.removeEventListener('message', hear);
    return started;
  },

  async close() {
    await node.stop();
    return nowNs();
  },
};

/** @param {import('./start-libp2p.mjs').Pieces} data */
function piecesOf(data) {
  return data instanceof Uint8Array ? [data] : data;
}
