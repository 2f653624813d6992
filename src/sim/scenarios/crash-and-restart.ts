import type { Scenario } from '../scenario.ts';
import { reportsOf } from '../life.ts';
import { linkOnce, talk } from '../settle.ts';

/**
 * Bob's process is killed and started again, a few times, at moments of chance. Alice wants him, and
 * knows his lives apart: when one that is over speaks up once more, it is refused.
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
    const ghost = world.node('ghost', { id: bob.id }).start();
    world.run(10);
    ghost.connect(alice);
    const isRefused = () => reportsOf(ghost.life, 'refused').length > 0;
    world.until('the older bob is refused', isRefused);
    ghost.quit();
  },
  settle(world) {
    const [alice, bob] = world.nodes;
    linkOnce(world, [alice!, bob!]);
    talk(world, [alice!, bob!]);
  },
};
