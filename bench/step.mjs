/**
 * What a step costs beside XState's own ways to move the same machine: `actor.send`, which keeps an
 * actor system, and the pure `transition()`, which builds an actor's scope for each call.
 *
 * The machine is an established connection; it hears a ping and answers it.
 */
import { createActor, transition } from 'xstate';
import { connectionMachine } from '../dist/machines/connection/connection-machine.js';
import { start, step } from '../dist/machines/engine/step.js';
import { compare, timed } from './compare.mjs';

const times = 20_000;
const id = 'a'.repeat(52);
const instance = { boot: 1, nonce: 1 };
/** @type {import('../dist/protocol/node-config.js').NodeConfig} */
const config = {
  id,
  instance,
  name: 'bench',
  network: 'bench',
  host: '127.0.0.1',
  port: 0,
  contacts: [],
  dialTimeoutMs: 5_000,
  pingIntervalMs: 5_000,
  connectionsMax: 256,
  tls: true,
  limitsLoopback: false,
  basePort: 9_000,
  advertise: [],
  banned: [],
  ignored: [],
  wallMs: 0,
  role: 'peer',
  discovery: [],
  seeds: [],
  saved: [],
  hopLimit: 32,
  signs: true,
  staysHere: false,
  relays: true,
  presenceIntervalMs: 0,
  seed: 1,
};
/** @type {import('../dist/machines/connection/connection-context.js').ConnectionInput} */
const input = {
  link: 'i1',
  address: '127.0.0.1:1',
  inbound: true,
  dial: 0,
  config,
  listening: [],
  purpose: '',
  until: null,
};
const nonce = new Uint8Array(16);
const nothing = new Uint8Array(0);
/** @type {import('../dist/protocol/messages.js').Hello} */
const hello = {
  kind: 'hello',
  version: 1,
  network: 'bench',
  id: 'b'.repeat(52),
  instance,
  nonce,
  dial: 1,
  name: 'peer',
  addresses: [],
  capabilities: [],
  purpose: 'stay',
};

/** @type {import('../dist/machines/connection/connection-events.js').ConnectionEvent[]} */
const greeting = [
  { type: 'link.secured', peer: hello.id, at: 1, turn: 1 },
  { type: 'random.drawn', bytes: nonce, at: 1, turn: 1 },
  { type: 'hello', message: hello, at: 1, turn: 1 },
  {
    type: 'proof',
    message: { kind: 'proof', key: nothing, signature: nothing, tag: nothing },
    at: 1,
    turn: 1,
  },
  { type: 'link.judged', fault: null, at: 1, turn: 1 },
  { type: 'peer.accepted', ignored: false, at: 1, turn: 1 },
  { type: 'welcome', at: 1, turn: 1 },
];

/**
 * So far apart that they are no flood.
 *
 * @param {number} count
 * @returns {import('../dist/machines/connection/connection-events.js').ConnectionEvent}
 */
const ping = (count) => ({
  type: 'ping',
  message: { kind: 'ping', token: 1 },
  at: count * 100_000,
  turn: 1,
});

export async function benchStep() {
  let snapshot = start(connectionMachine, input).snapshot;
  for (const event of greeting) snapshot = step(connectionMachine, snapshot, event).snapshot;
  if (!snapshot.matches('established')) throw new Error('the bench has no connection');
  const established = snapshot;

  const { ratio } = await compare('A step of an established connection', 'step', {
    step: () => {
      let current = established;
      return timed(times, (i) => {
        current = step(connectionMachine, current, ping(i)).snapshot;
      });
    },
    'actor.send': () => {
      const actor = createActor(connectionMachine, { input }).start();
      for (const event of greeting) actor.send(event);
      const took = timed(times, (i) => actor.send(ping(i)));
      actor.stop();
      return took;
    },
    'transition()': () => {
      let current = established;
      return timed(times / 4, (i) => {
        [current] = transition(connectionMachine, current, ping(i));
      });
    },
  });
  ratio('step', 'actor.send', { goal: 1 });
  ratio('step', 'transition()');
}
