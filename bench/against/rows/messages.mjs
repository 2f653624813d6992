import { other, ours, oursUntaped, oursWithoutOption } from '../contestants.mjs';
import { playSending } from '../play-sending.mjs';

/** So many that each is warm when the span begins, and that it lasts for a second or more. */
const count = 1_500_000;
const warmUp = 500_000;
/** Of who takes twenty times as long. */
const slow = { count: 200_000, warmUp: 70_000 };
const window = 4_000;
/** Bare sockets would be done before it can be measured. */
const bareTimes = 5;

/**
 * One `send` call each, and a receipt; whoever has no receipts learns nothing but the end.
 * @type {import('../measure.mjs').Row}
 */
export const messages = {
  name: 'messages',
  title: 'Messages of 154 bytes over TLS',
  unit: 'delivered a second',
  contestants: [
    ours('peertape', { window }),
    oursUntaped('peertape, no tape', { window }),
    oursWithoutOption("peertape, V8's options as they are", { window }),
    other('libp2p', 'libp2p', { atOnce: 1, ...slow }),
    other('libp2p, 64 a send', 'libp2p', { atOnce: 64 }),
    other('node:tls, one write each', 'raw', { atOnce: 1 }),
    other('node:tls, one write a tick', 'raw', { atOnce: 400 }),
    other('node:net, one write a tick', 'raw', { atOnce: 400, plain: true }),
  ],
  play: (contestant, how) => {
    const times = contestant.kind.who === 'raw' ? bareTimes : 1;
    return playSending(contestant, how, { count: times * count, warmUp: times * warmUp });
  },
  goals: [
    { of: 'peertape', to: 'libp2p', atLeast: 8, aim: 15 },
    { of: 'peertape', to: 'peertape, no tape', atLeast: 0.8 },
    { of: 'peertape', to: 'libp2p, 64 a send' },
    { of: 'peertape', to: 'node:tls, one write each' },
    { of: 'peertape', to: 'node:tls, one write a tick' },
    { of: 'peertape', to: 'node:net, one write a tick' },
    { of: 'peertape', to: "peertape, V8's options as they are" },
  ],
};
