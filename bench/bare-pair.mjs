/** Two ends of a bare socket that speak frames and receipts and nothing else: what a node is held against. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { TLSSocket, connect as connectTls } from 'node:tls';
import { nothingPending } from '../dist/codec/cut-frames.js';
import { encodeFrames } from '../dist/codec/encode-frames.js';
import { readMessages } from '../dist/codec/read-messages.js';
import { Body } from '../dist/protocol/body.js';
import { newIdentity } from '../dist/streams/identity/identity.js';
import { tlsContext } from '../dist/streams/tls-context.js';

const encoder = new TextEncoder();

/**
 * @param {{ insecure: boolean }} how
 * @returns {Promise<import('./chat.mjs').Pair>}
 */
export async function barePair({ insecure }) {
  const secureContext = insecure ? null : tlsContext(await newIdentity());
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const dialled = connect({ port, host: '127.0.0.1', noDelay: true });
  const [accepted] = await once(server, 'connection');
  const rejectUnauthorized = false;
  const near =
    secureContext === null
      ? dialled
      : connectTls({ socket: dialled, secureContext, rejectUnauthorized });
  const far =
    secureContext === null
      ? accepted
      : new TLSSocket(accepted, {
          isServer: true,
          secureContext,
          requestCert: true,
          rejectUnauthorized,
        });
  if (secureContext !== null) await once(near, 'secureConnect');
  answer(far);
  return {
    send: sender(near),
    close: async () => {
      dialled.destroy();
      accepted.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** @param {import('node:net').Socket} socket */
function answer(socket) {
  let taken = 0;
  hear(socket, (messages) => {
    taken += messages.length;
    socket.write(encodeFrames([{ kind: 'receipt', taken }]));
  });
}

/** @param {import('node:net').Socket} socket */
function sender(socket) {
  let sequence = 0;
  let receipted = 0;
  /** @type {import('../dist/protocol/messages.js').Text[]} */
  let waiting = [];
  /** @type {Map<number, () => void>} */
  const underway = new Map();
  hear(socket, (messages) => {
    for (const message of messages) {
      if (message.kind !== 'receipt') continue;
      for (; receipted < message.taken; underway.delete(receipted)) {
        receipted += 1;
        underway.get(receipted)?.();
      }
    }
  });
  /** @param {string} text */
  return (text) => {
    if (waiting.length === 0) {
      setImmediate(() => {
        socket.write(encodeFrames(waiting));
        waiting = [];
      });
    }
    sequence += 1;
    waiting.push({ kind: 'text', sequence, body: new Body(encoder.encode(text)) });
    const own = sequence;
    /** @type {Promise<void>} */
    const arrival = new Promise((resolve) => underway.set(own, resolve));
    return arrival;
  };
}

/**
 * Gathers what one tick brings, as every TLS program has to that does not want to work by 16 KiB.
 * @param {import('node:net').Socket} socket
 * @param {(messages: readonly import('../dist/protocol/messages.js').Message[]) => void} heard
 */
function hear(socket, heard) {
  let pending = nothingPending;
  /** @type {Uint8Array[]} */
  let chunks = [];
  socket.on('data', (chunk) => {
    if (chunks.length === 0) {
      setImmediate(() => {
        const read = readMessages(pending, chunks);
        pending = read.pending;
        chunks = [];
        heard(read.messages);
      });
    }
    chunks.push(chunk);
  });
}
