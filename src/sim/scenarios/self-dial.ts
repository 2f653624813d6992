import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';

/**
 * A node is told to dial its own address, by its configuration and by its user. The farewell of one
 * end can be quicker than the verdict of the other, which then tries once more: that somebody says so
 * is no reason to give an address up.
 */
export const selfDial: Scenario = {
  name: 'self-dial',
  shows: 'a node that dials itself finds out, and does not try again',
  play(world) {
    const alice = world.node('alice', { contacts: ['alice'] }).start();
    world.run(10);
    alice.connect(alice);
    const ends = () => reportsOf(alice.life, 'refused').filter(({ code }) => code === 'self');
    world.until('it does not want itself any more', () => alice.context?.contacts.size === 0);
    world.until('both ends of each dial are refused', () => {
      return ends().length >= 4 && ends().length === alice.life.links.size;
    });
    const links = alice.life.links.size;
    world.run(120_000);
    world.expect('it does not try again', () => alice.life.links.size === links);
  },
};
