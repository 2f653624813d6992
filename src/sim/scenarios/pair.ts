import type { Scenario } from '../scenario.ts';

/** Two nodes connect, chat both ways and part: nothing goes wrong. */
export const pair: Scenario = {
  name: 'pair',
  shows: 'two nodes connect, chat both ways and part',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob').start();
    world.run(10);
    alice.connect(bob);
    world.until('they are linked', () => alice.isLinkedTo(bob) && bob.isLinkedTo(alice));
    alice.send(bob, 'hello bob');
    bob.send(alice, 'hello alice');
    world.until('both were heard', () => alice.textCount === 1 && bob.textCount === 1);
    world.run(20_000);
    alice.disconnect(bob);
    world.until('they have parted', () => !alice.isLinkedTo(bob) && !bob.isLinkedTo(alice));
  },
};
