import type { Scenario } from '../scenario.ts';
import { miss, reach, wayTo } from '../settle-mail.ts';
import { linkOnce } from '../settle.ts';

/** Bob passes nothing on: alice reaches him, but carol behind him only when dan comes, who links them too. */
export const noRelay: Scenario = {
  name: 'no-relay',
  shows: 'who does not pass on what others write is written to, and never written over',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob', { contacts: ['carol'], relays: false });
    const carol = world.node('carol');
    const dan = world.node('dan', { contacts: ['alice', 'carol'] });
    for (const node of [alice, bob, carol]) node.start();
    linkOnce(world, [alice, bob], [bob, carol]);
    reach(world, alice, bob);
    world.expect('there is no way', () => miss(world, alice, carol).code === 'no-route');
    dan.start();
    linkOnce(world, [alice, dan], [dan, carol]);
    reach(world, alice, carol);
    world.expect('it went over dan', () => wayTo(world, carol)[0] === 'dan');
  },
  settle(world) {
    const [alice, bob, carol] = world.nodes;
    reach(world, carol!, alice!);
    reach(world, bob!, alice!);
  },
};
