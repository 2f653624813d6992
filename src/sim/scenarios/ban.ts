import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const RESTING_MS = 300_000;

/**
 * Alice bans bob and ignores carol, and is started anew: she still does. Bob is told once, and asks
 * again only much later; carol notices nothing. In the end both are forgiven.
 */
export const ban: Scenario = {
  name: 'ban',
  shows: 'a banned peer is refused and rests, an ignored one is not shown, also after a restart',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob', { contacts: ['alice'] }).start();
    const carol = world.node('carol', { contacts: ['alice'] }).start();
    linkOnce(world, [alice, bob], [alice, carol]);
    alice.command({ command: 'ban', peer: bob.id });
    alice.command({ command: 'ignore', peer: carol.id });
    world.until('bob has to go', () => !bob.isLinkedTo(alice));
    const links = bob.life.links.size;
    world.run(RESTING_MS - 10_000);
    world.expect('bob does not ask again soon', () => bob.life.links.size === links);
    carol.send(alice, 'can you hear me?');
    world.until('carol is told that she was heard', () => deliveredBy(carol) === 1);

    alice.restart();
    linkOnce(world, [alice, carol]);
    bob.connect(alice);
    world.until('bob is refused again', () => refusalsOf(bob) === 1);
    carol.send(alice, 'and now?');
    world.until('carol is told so again', () => deliveredBy(carol) === 2);
    world.expect('nothing of it was shown', () => alice.textCount === 0);

    alice.command({ command: 'unban', peer: bob.id });
    alice.command({ command: 'unignore', peer: carol.id });
    bob.connect(alice);
  },
  settle(world) {
    const [alice, bob, carol] = world.nodes as [VirtualNode, VirtualNode, VirtualNode];
    linkOnce(world, [alice, bob], [alice, carol]);
    talk(world, [alice, bob], [alice, carol]);
  },
};

function deliveredBy({ life }: VirtualNode): number {
  return reportsOf(life, 'delivered').length;
}

function refusalsOf({ life }: VirtualNode): number {
  return reportsOf(life, 'refused').filter(({ code }) => code === 'banned').length;
}
