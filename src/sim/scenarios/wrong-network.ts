import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';

/** Two nodes of different networks meet, and both know why nothing comes of it. */
export const wrongNetwork: Scenario = {
  name: 'wrong-network',
  shows: 'nodes of different networks refuse each other, and both know why',
  play(world) {
    const alice = world.node('alice').start();
    const mallory = world.node('mallory', { network: 'another', contacts: ['alice'] }).start();
    const areRefused = () =>
      [alice, mallory].every(({ life }) => reportsOf(life, 'refused').length >= 3);
    world.until('they have refused each other again and again', areRefused);
    world.expect('neither knows the other', () => alice.context?.peers.size === 0);
    const codes = new Set(reportsOf(mallory.life, 'refused').map(({ code }) => code));
    world.expect('it is for the network', () => codes.size === 1 && codes.has('wrong-network'));
  },
};
