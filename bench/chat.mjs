/**
 * What a node costs over real links of this host: two nodes made with `createNode`, beside a program
 * of a few lines that does the same over the bare sockets with our codec: frames in, frames out, one
 * receipt a chunk. Both sides live in one process, so the time is that of sender and receiver.
 *
 * Texts go out by 500 a tick, four such lots under way at once; and one by one, each after the
 * arrival of the one before.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNode } from '../dist/node/face/create-node.js';
import { compare } from './compare.mjs';
import { barePair } from './bare-pair.mjs';

const text = 'x'.repeat(100);
const lot = 500;
const lotsAtOnce = 4;
const lots = 80;
const single = 2_000;

/** @typedef {{ send: (text: string) => Promise<unknown>, close: () => Promise<void> }} Pair */

export async function benchChat() {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
  try {
    for (const insecure of [false, true]) {
      /** @type {Record<string, Pair>} */
      const pairs = {
        bare: await barePair({ insecure }),
        unrecorded: await nodePair({ insecure }),
        recorded: await nodePair({ insecure, folder }),
        heard: await nodePair({ insecure, isHeard: true }),
      };
      try {
        await compareAt(insecure ? 'plain' : 'TLS', pairs);
      } finally {
        for (const pair of Object.values(pairs)) await pair.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} kind
 * @param {Record<string, Pair>} pairs
 */
async function compareAt(kind, pairs) {
  for (const { what, chat, toBare } of chats) {
    /** @type {[string, () => Promise<number>][]} */
    const ways = Object.entries(pairs).map(([name, pair]) => [name, () => chat(pair)]);
    const { ratio } = await compare(
      `Texts over ${kind}, ${what}`,
      'text',
      Object.fromEntries(ways),
    );
    ratio('unrecorded', 'bare', { goal: toBare });
    ratio('recorded', 'unrecorded', { goal: 1.5 });
    ratio('heard', 'unrecorded', { goal: 1.5 });
  }
}

/** @param {Pair} pair */
async function inLots(pair) {
  let left = lots;
  const started = process.hrtime.bigint();
  const strand = async () => {
    while (left > 0) {
      left -= 1;
      await Promise.all(Array.from({ length: lot }, () => pair.send(text)));
    }
  };
  await Promise.all(Array.from({ length: lotsAtOnce }, strand));
  return Number(process.hrtime.bigint() - started) / (lots * lot);
}

/** @param {Pair} pair */
async function oneByOne(pair) {
  const started = process.hrtime.bigint();
  for (let sent = 0; sent < single; sent += 1) await pair.send(text);
  return Number(process.hrtime.bigint() - started) / single;
}

const chats = [
  { what: '500 texts a tick', chat: inLots, toBare: 2 },
  { what: 'one by one', chat: oneByOne, toBare: 3.5 },
];

let tapes = 0;

/**
 * @param {{ insecure: boolean, folder?: string, isHeard?: boolean }} how
 * @returns {Promise<Pair>}
 */
async function nodePair({ insecure, folder, isHeard = false }) {
  const trace = () => (folder === undefined ? false : join(folder, String((tapes += 1))));
  const alice = await createNode({ port: 0, insecure, trace: trace() });
  const bob = await createNode({ port: 0, insecure, trace: trace() });
  const { peer } = await alice.connect(bob.address);
  if (isHeard) for (const node of [alice, bob]) hear(node);
  return {
    send: (content) => alice.send(peer, content),
    close: async () => {
      await alice.close();
      await bob.close();
    },
  };
}

/** @param {import('../dist/node/face/create-node.js').PeertapeNode} node */
function hear({ events$, state$ }) {
  events$.subscribe();
  state$.subscribe();
}
