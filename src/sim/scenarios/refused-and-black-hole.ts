import { defaultLinkPlan } from '../link-plan.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';

/**
 * Alice wants three peers: bob's process is not there yet, carol's host swallows every dial, and of
 * dave's nobody knows. She is told of each failure by its code, and gets them all once they can be
 * reached.
 */
export const refusedAndBlackHole: Scenario = {
  name: 'refused-and-black-hole',
  shows: 'dials are refused, swallowed or lead nowhere, and succeed once there is somebody',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob', 'carol', 'dave'] });
    const bob = world.node('bob').start();
    const carol = world.node('carol').start();
    const dave = world.node('dave');
    world.plan((_, target) => ({ ...defaultLinkPlan, blackHole: target === carol.host }));
    bob.crash();
    alice.start();
    world.run(1);
    alice.connect(bob);
    alice.connect(carol);
    alice.connect(dave);
    alice.connect('no such place');
    world.run(30_000);
    bob.restart();
    dave.start();
  },
  settle(world) {
    const [alice, ...others] = world.nodes;
    for (const other of others) {
      linkOnce(world, [alice!, other]);
      talk(world, [alice!, other]);
    }
  },
};
