import { other, ours, oursUntaped } from '../contestants.mjs';
import { playPair, playSpan } from '../play-pair.mjs';

const count = 1_000;
/** The compiler of V8 takes some thousands of turns until it has done its best, for whomever. */
const warmUp = 1_500;

export const setUps = setUpsOf('set-ups', 1);
/** At eight nodes, as a node has one connection to each of the others. */
export const setUps8 = setUpsOf('set-ups-8', 8);

/**
 * Connected, greeted, parted, and closed on both sides, which is when the answering side has told of all of them.
 * @param {string} name
 * @param {number} atOnce
 * @returns {import('../measure.mjs').Row}
 */
function setUpsOf(name, atOnce) {
  return {
    name,
    title: `Connections over TLS, set up and parted, ${atOnce} at a time`,
    unit: 'a second',
    contestants: [
      ours('peertape'),
      oursUntaped('peertape, no tape'),
      other('libp2p', 'libp2p'),
      other('node:tls', 'raw'),
      other('node:net', 'raw', { plain: true }),
    ],
    play: (contestant, how) =>
      playPair(contestant, { ...how, work: 'nodes' }, async (pair) => {
        const { near, far, trace } = pair;
        const given = { ...contestant.settings, trace };
        /** @type {string[]} */
        const addresses = await far.ask('start', { ...given, name: 'far', nodes: atOnce });
        await near.ask('start', { ...given, name: 'near', nodes: 1 });
        await near.ask('setUps', { addresses, count: warmUp });
        await far.ask('parted', { total: warmUp });
        return playSpan(pair, contestant, count, async () => {
          const started = await near.ask('setUps', { addresses, count });
          return { started, ended: await far.ask('parted', { total: warmUp + count }) };
        });
      }),
    goals: [
      { of: 'peertape', to: 'libp2p', atLeast: 3 },
      { of: 'peertape', to: 'peertape, no tape' },
      { of: 'peertape', to: 'node:tls' },
      { of: 'peertape', to: 'node:net' },
    ],
  };
}
