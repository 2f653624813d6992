/**
 * Somebody who has made all bytes beforehand, and greets if a node is there to be greeted. It reads what is said to it
 * and answers what has to be answered, nothing else.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { nothingPending } from '../../../dist/codec/cut-frames.js';
import { encodeFrames } from '../../../dist/codec/encode-frames.js';
import { readMessages } from '../../../dist/codec/read-messages.js';
import { newIdentity } from '../../../dist/streams/identity/identity.js';
import { nowNs } from '../payload.mjs';
import { readyMade } from './ready-made.mjs';

const pieceMessages = 400;
const { id, keyPem: key, certificatePem: cert } = await newIdentity();
/** @type {import('node:net').Socket} */
let socket;
/** @type {Buffer[]} One for each message. */
let ready = [];
let as = '';
let isPlain = false;
let sent = 0;

export const jobs = {
  /** @param {{ as: 'node' | 'values' | 'maps', count: number, plain?: boolean }} given */
  start(given) {
    ({ as, plain: isPlain = false } = given);
    ready = readyMade(as, given.count);
  },

  /** @param {{ port: number }} given */
  async connect({ port }) {
    const there = { port, host: '127.0.0.1' };
    socket = isPlain
      ? connect(there)
      : connectTls({ ...there, key, cert, rejectUnauthorized: false });
    await once(socket, isPlain ? 'connect' : 'secureConnect');
    if (as === 'node') await greet();
  },

  /** @param {{ count: number }} given */
  async send({ count }) {
    const pieces = piecesOf(ready.slice(sent, sent + count));
    sent += count;
    const started = nowNs();
    for (const piece of pieces) if (!socket.write(piece)) await once(socket, 'drain');
    return started;
  },

  close: () => nowNs(),
};

/**
 * Of whole messages, as an answer may have to be said between two pieces.
 * @param {readonly Buffer[]} all
 */
function piecesOf(all) {
  const pieces = [];
  for (let at = 0; at < all.length; at += pieceMessages) {
    pieces.push(Buffer.concat(all.slice(at, at + pieceMessages)));
  }
  return pieces;
}

/** @returns {Promise<void>} resolves once the node has welcomed us */
function greet() {
  const noBytes = new Uint8Array(0);
  say({
    kind: 'hello',
    version: 1,
    network: 'peertape',
    id,
    instance: { boot: 1, nonce: 1 },
    nonce: randomBytes(16),
    dial: 1,
    name: '',
    addresses: [],
    capabilities: [],
    purpose: 'stay',
  });
  return new Promise((resolve) => {
    let pending = nothingPending;
    socket.on('data', (chunk) => {
      const read = readMessages(pending, [chunk]);
      ({ pending } = read);
      for (const message of read.messages) {
        if (message.kind === 'hello')
          say({ kind: 'proof', key: noBytes, signature: noBytes, tag: noBytes });
        if (message.kind === 'proof') say({ kind: 'welcome' });
        if (message.kind === 'welcome') resolve();
        if (message.kind === 'ping') say({ kind: 'pong', token: message.token });
        if (message.kind === 'bye') {
          say({ kind: 'bye', code: 'quit', text: '' });
          socket.end();
        }
      }
    });
  });
}

/** @param {import('../../../dist/protocol/messages.js').Message} message */
function say(message) {
  socket.write(encodeFrames([message]));
}
