/** Bare servers of `node:tls` or `node:net`, to connect to and to part from. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { newIdentity } from '../../../dist/streams/identity/identity.js';
import { tlsContext } from '../../../dist/streams/tls-context.js';
import { nowNs } from '../payload.mjs';
import { Count } from './count.mjs';
import { inTurns } from './in-turns.mjs';

const identity = await newIdentity();
const { keyPem: key, certificatePem: cert } = identity;
const secureContext = tlsContext(identity);
const rejectUnauthorized = false;
const parted = new Count();
/** @type {import('node:net').Server[]} */
const servers = [];
let isPlain = false;

export const jobs = {
  /** @param {{ nodes: number, plain?: boolean }} given */
  async start({ nodes, plain = false }) {
    isPlain = plain;
    for (let index = 0; index < nodes; index += 1) servers.push(await listening());
    return servers.map((server) => {
      return String(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
    });
  },

  /** @param {{ total: number }} given */
  parted: ({ total }) => parted.reaches(total),

  /** @param {{ addresses: string[], count: number }} given */
  async setUps({ addresses, count }) {
    const begun = nowNs();
    await inTurns(addresses, count, async (address) => {
      const there = { port: Number(address), host: '127.0.0.1' };
      const socket = isPlain
        ? connect(there)
        : connectTls({ ...there, secureContext, rejectUnauthorized });
      await once(socket, isPlain ? 'connect' : 'secureConnect');
      socket.end().resume();
      await once(socket, 'close');
    });
    return begun;
  },

  close() {
    for (const server of servers) server.close();
    return nowNs();
  },
};

async function listening() {
  /** @param {import('node:net').Socket} accepted */
  const accept = (accepted) => {
    accepted.resume();
    accepted.on('close', () => parted.add(1));
  };
  const keys = { key, cert, requestCert: true, rejectUnauthorized };
  const server = isPlain
    ? createServer({ noDelay: true }, accept)
    : createTlsServer({ ...keys, minVersion: 'TLSv1.3', noDelay: true }, accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
