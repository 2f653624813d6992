import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';

/** A node is told to dial its own address, by its configuration and by its user. */
export const selfDial: Scenario = {
  name: 'self-dial',
  shows: 'a node that dials itself finds out and does not try again',
  play(world) {
    const alice = world.node('alice', { contacts: ['alice'] }).start();
    world.run(10);
    alice.connect(alice);
    const ends = () => reportsOf(alice.life, 'refused').filter(({ code }) => code === 'self');
    world.until('both dials are refused at both ends', () => ends().length === 4);
    world.run(120_000);
    world.expect('it does not try again', () => alice.life.links.size === 4);
    world.expect('it does not want itself', () => alice.context?.contacts.size === 0);
  },
};
