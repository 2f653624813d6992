import { limits } from '../../protocol/limits.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import { tellEachOther } from '../settle-overlay.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * Alice and bob know of nobody, and call out on the local network, where they hear each other. Carol is of another
 * network, and dave does not call: they are not found.
 */
export const lanCall: Scenario = {
  name: 'lan-call',
  shows: 'two nodes on one local network find each other by calling out, and nobody else',
  play(world) {
    const alice = world.node('alice', { discovery: ['lan'] }).start();
    const carol = world.node('carol', { discovery: ['lan'], network: 'other' }).start();
    const dave = world.node('dave').start();
    world.run(2_000);
    const bob = world.node('bob', { discovery: ['lan'] }).start();
    world.until('bob and alice are linked', () => alice.isLinkedTo(bob), limits.lanCallIntervalMs);
    linkOnce(world, [alice, bob]);
    for (const node of [carol, dave])
      world.expect(`${node.name} is alone`, () => node.context?.peers.size === 0);
  },
  settle(world) {
    const [alice, , , bob] = world.nodes as VirtualNode[];
    talk(world, [alice!, bob!]);
    tellEachOther(world, [alice!, bob!]);
  },
};
