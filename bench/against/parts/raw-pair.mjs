/** Bare `node:tls`, with certificates as a node's, or `node:net`; and msgpackr on what comes. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { setImmediate as nextTick } from 'node:timers/promises';
import { newIdentity } from '../../../dist/streams/identity/identity.js';
import { bodyOf, messageAt, nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { unpacker } from './unpacker.mjs';

const came = new Count();
const { keyPem: key, certificatePem: cert } = await newIdentity();
/** @type {import('node:tls').TlsOptions & import('node:tls').ConnectionOptions} */
const keys = { key, cert, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false };
let isPlain = false;
/** @type {import('node:net').Server} */
let server;
/** @type {import('node:net').Socket} */
let socket;
/** @type {(chunk: Buffer, from: import('node:net').Socket) => void} */
let take = () => {};

export const jobs = {
  /** @param {{ plain?: boolean }} given */
  async start({ plain = false }) {
    isPlain = plain;
    /** @param {import('node:net').Socket} accepted */
    const accept = (accepted) => accepted.on('data', (chunk) => take(chunk, accepted));
    server = plain
      ? createServer({ noDelay: true }, accept)
      : createTlsServer({ ...keys, noDelay: true }, accept);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  },

  /** @param {{ bytes?: number }} given  Bodies are only counted: who moves bulk does not unpack it. */
  hear({ bytes }) {
    let left = 0;
    take =
      bytes === undefined
        ? unpacker(() => came.add(1))
        : (chunk) => {
            left += chunk.length;
            came.add(Math.floor(left / bytes));
            left %= bytes;
          };
  },

  /** @param {{ total: number }} given */
  came: ({ total }) => came.reaches(total),

  /** @param {{ port: number }} given */
  async connect({ port }) {
    const there = { port, host: '127.0.0.1' };
    socket = isPlain ? connect(there) : connectTls({ ...there, ...keys });
    socket.setNoDelay(true);
    await once(socket, isPlain ? 'connect' : 'secureConnect');
  },

  /** @param {{ count: number, atOnce: number, bytes?: number }} given  How many messages one write has. */
  async send({ count, atOnce, bytes }) {
    const body = bytes === undefined ? null : bodyOf(bytes);
    const started = nowNs();
    for (let sent = 0; sent < count; sent += atOnce) {
      const lot =
        atOnce === 1
          ? (body ?? messageAt(sent))
          : Buffer.concat(Array.from({ length: atOnce }, (_, at) => messageAt(sent + at)));
      if (!socket.write(lot)) await once(socket, 'drain');
      else if (atOnce > 1) await nextTick();
    }
    return started;
  },

  echo() {
    take = (chunk, from) => from.write(chunk);
  },

  /** Each after the echo of the one before. @param {{ count: number }} given */
  async roundTrips({ count }) {
    let left = 0;
    let goOn = () => {};
    const hear = (/** @type {Buffer} */ chunk) => {
      left -= chunk.length;
      if (left === 0) goOn();
    };
    socket.on('data', hear);
    const started = nowNs();
    for (let index = 0; index < count; index += 1) {
      const message = messageAt(index);
      left = message.length;
      const echo = new Promise((resolve) => (goOn = () => resolve(undefined)));
      socket.write(message);
      await echo;
    }
    socket.off('data', hear);
    return started;
  },

  async close() {
    socket?.destroy();
    server.close();
    return nowNs();
  },
};
