import { dumb, other, ours, oursUntaped } from '../contestants.mjs';
import { playSending } from '../play-sending.mjs';

const count = 1_500_000;
const warmUp = 500_000;

/**
 * The receiver alone. Who has no frames has to say in each message what it is, from whom and the how-manieth, which is
 * what our frames say: so the goal is held against maps, and a bare string of that length stands beside. What comes
 * was made beforehand by a process that greets as a node would, and then only writes.
 * @type {import('../measure.mjs').Row}
 */
export const receiver = {
  name: 'receiver',
  title: 'Messages of 154 bytes over TLS, ready-made',
  unit: 'received a second',
  contestants: [
    ours('peertape', { as: 'node' }),
    oursUntaped('peertape, no tape', { as: 'node' }),
    other('node:tls + unpack', 'raw', { as: 'values' }),
    other('node:tls + unpack of maps', 'raw', { as: 'maps' }),
    other('node:net + unpack', 'raw', { as: 'values', plain: true }),
  ],
  play: (contestant, how) => playSending(contestant, { ...how, near: dumb }, { count, warmUp }),
  goals: [
    { of: 'peertape', to: 'node:tls + unpack of maps', atLeast: 0.7 },
    { of: 'peertape', to: 'node:tls + unpack' },
    { of: 'peertape', to: 'node:net + unpack' },
    { of: 'peertape', to: 'peertape, no tape' },
  ],
};
