import type { Scenario } from '../scenario.ts';
import { reportsOf } from '../life.ts';
import { linkOnce, talk } from '../settle.ts';

/**
 * Bob's process is killed and started again, a few times, at moments of chance. Alice wants him, and
 * knows his lives apart: when one that should be over speaks up while he is there, two nodes hold his
 * key, and both are told; when it does after he has left, it is refused as the older one.
 */
export const crashAndRestart: Scenario = {
  name: 'crash-and-restart',
  shows: 'a node is killed and started again, and an instance that is over is refused',
  play(world) {
    const dice = world.dice('crashes');
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob').start();
    alice.start();
    linkOnce(world, [alice, bob]);
    for (let count = 0; count < 4; count++) {
      alice.send(bob, `before crash ${count}`);
      world.clock.run(world.clock.now() + dice.below(3_000));
      bob.crash(dice.pick(['reset', 'silence']));
      world.run(dice.between(1, 3_000));
      bob.restart();
      world.run(dice.between(1, 3_000));
    }
    linkOnce(world, [alice, bob]);
    const ghost = world.node('ghost', { keyOf: 'bob' }).start();
    world.run(10);
    const isRefusedFor = (code: string) => () =>
      reportsOf(ghost.life, 'refused').some((report) => report.code === code);
    ghost.connect(alice);
    world.until('the older bob is refused as a double', isRefusedFor('duplicate-identity'));
    world.until('bob is told', () => reportsOf(bob.life, 'warned').length === 1);
    bob.quit();
    world.until('bob has left', () => !bob.isUp && !alice.isLinkedTo(bob));
    ghost.connect(alice);
    world.until('the older bob is refused as such', isRefusedFor('stale-instance'));
    ghost.quit();
    bob.restart();
  },
  settle(world) {
    const [alice, bob] = world.nodes;
    linkOnce(world, [alice!, bob!]);
    talk(world, [alice!, bob!]);
  },
};
