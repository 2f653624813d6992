import { linkOnce } from '../settle.ts';
import type { Scenario } from '../scenario.ts';
import { fallSilent, tellEachOther } from '../settle-overlay.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NETWORK_KEY = new Uint8Array(32).fill(7);
const KNOCKING_MS = 5_000;

/**
 * Four nodes that have the key of their network sign nothing of what they pass on. One more has the key and signs: each of
 * them would take what the other says for a forgery, so they part before it comes to that.
 */
export const unsigned: Scenario = {
  name: 'unsigned',
  shows: 'in a network with a key that signs nothing, all is told, and who signs is turned away',
  play(world) {
    const member = { networkKey: NETWORK_KEY, signs: false };
    const names = ['alice', 'bob', 'carol', 'dave'];
    for (const [index, name] of names.entries())
      world.node(name, { ...member, contacts: names.slice(index - 1, index) }).start();
    const [alice, bob, carol, dave] = world.nodes as [
      VirtualNode,
      VirtualNode,
      VirtualNode,
      VirtualNode,
    ];
    linkOnce(world, [alice, bob], [bob, carol], [carol, dave]);
    tellEachOther(world, world.nodes);
    const eve = world.node('eve', { networkKey: NETWORK_KEY, contacts: ['alice', 'dave'] }).start();
    world.run(KNOCKING_MS);
    world.expect('she is connected to nobody', () => eve.context?.overlay.view.active.size === 0);
  },
  settle(world) {
    tellEachOther(world, world.nodes.slice(0, -1));
    fallSilent(world);
  },
};
