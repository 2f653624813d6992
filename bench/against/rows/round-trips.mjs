import { spawnSync } from 'node:child_process';
import { other, ours, oursUntaped } from '../contestants.mjs';
import { playPair, playSpan } from '../play-pair.mjs';

const count = 15_000;
const warmUp = 15_000;
/** On two cores a round trip would mostly be the time that a sleeping core takes to wake up. */
const isPinned = spawnSync('taskset', ['--version']).status === 0;

/** @type {import('../measure.mjs').Row} */
export const roundTrips = {
  name: 'round-trips',
  title: `Round trips of 154 bytes over TLS, ${isPinned ? 'both ends on one core' : 'ends not pinned'}`,
  unit: 'a second',
  contestants: [
    ours('peertape'),
    oursUntaped('peertape, no tape'),
    other('libp2p, echo', 'libp2p'),
    other('node:tls, echo', 'raw'),
    other('node:net, echo', 'raw', { plain: true }),
  ],
  play: (contestant, how) =>
    playPair(contestant, { ...how, isPinned }, async (pair) => {
      const { near, far, trace } = pair;
      const { isOurs, settings } = contestant;
      const port = await far.ask('start', { ...settings, name: 'far', trace });
      await near.ask('start', { ...settings, name: 'near', trace });
      await far.ask(isOurs ? 'hear' : 'echo');
      await near.ask('connect', { port });
      await near.ask('roundTrips', { count: warmUp });
      return playSpan(pair, contestant, count, async () => {
        const started = await near.ask('roundTrips', { count });
        return { started, ended: await near.ask('now') };
      });
    }),
  goals: [
    { of: 'peertape', to: 'libp2p, echo', atLeast: 1.5 },
    { of: 'peertape', to: 'peertape, no tape' },
    { of: 'peertape', to: 'node:tls, echo' },
    { of: 'peertape', to: 'node:net, echo' },
  ],
};
