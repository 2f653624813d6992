import type { Scenario } from '../scenario.ts';
import { miss, reach, wayTo } from '../settle-mail.ts';
import { linkOnce } from '../settle.ts';

/**
 * Alice writes to dan, whom bob and carol both know. Whoever of the two passes it on dies without a word: what she writes
 * next takes the other way, and comes once. Then that one dies too, and she is told that there is none.
 */
export const diamond: Scenario = {
  name: 'diamond',
  shows: 'a text takes another way when a node on the first one dies, and fails when there is none',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob', 'carol'] });
    const bob = world.node('bob', { contacts: ['dan'] });
    const carol = world.node('carol', { contacts: ['dan'] });
    const dan = world.node('dan');
    for (const node of world.nodes) node.start();
    linkOnce(world, [alice, bob], [alice, carol], [bob, dan], [carol, dan]);
    reach(world, alice, dan);
    const [first, second] = wayTo(world, dan)[0] === 'bob' ? [bob, carol] : [carol, bob];
    first.crash('silence');
    reach(world, alice, dan);
    world.expect('it took the other way', () => wayTo(world, dan)[0] === second.name);
    second.crash('reset');
    const { code } = miss(world, alice, dan);
    world.expect('there is none any more', () => ['no-route', 'not-linked'].includes(code));
  },
  settle(world) {
    const [alice, bob, carol, dan] = world.nodes;
    linkOnce(world, [alice!, bob!], [alice!, carol!], [bob!, dan!], [carol!, dan!]);
    reach(world, alice!, dan!);
    reach(world, dan!, alice!);
  },
  heal(world) {
    world.heal();
    for (const node of world.nodes) if (!node.isUp) node.restart();
  },
};
