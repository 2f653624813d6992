import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NETWORK_KEY = new Uint8Array(32).fill(7);

/**
 * Alice and bob have the key of their network. Mallory has it too, and calls herself bob; eve has
 * another one, and trent has none. Each is refused for what it lacks, and bob never notices.
 */
export const impostors: Scenario = {
  name: 'impostors',
  shows: 'who lacks the key of its id, or of the network, is refused, and says which',
  play(world) {
    const networkKey = NETWORK_KEY;
    const contacts = ['alice'];
    const alice = world.node('alice', { networkKey }).start();
    const bob = world.node('bob', { networkKey, contacts }).start();
    linkOnce(world, [alice, bob]);
    const mallory = world.node('mallory', { networkKey, contacts, id: bob.id, boot: 9 }).start();
    const eve = world.node('eve', { networkKey: NETWORK_KEY.slice(0, 16), contacts }).start();
    const trent = world.node('trent', { contacts }).start();
    const lacks = [
      [mallory, 'wrong-key'],
      [eve, 'wrong-network-key'],
      [trent, 'wrong-network-key'],
    ] as const;
    for (const [node, code] of lacks)
      world.until(`${node.name} is refused again and again`, () => refusalsOf(node, code) >= 3);
    world.run(60_000);
    world.expect('alice knows nobody but bob', () => alice.context?.peers.size === 1);
    world.expect('bob was never disturbed', () => bob.life.links.size === 1);
  },
  settle(world) {
    const [alice, bob] = world.nodes as [VirtualNode, VirtualNode];
    talk(world, [alice, bob]);
  },
};

function refusalsOf({ life }: VirtualNode, code: string): number {
  return reportsOf(life, 'refused').filter((report) => report.code === code).length;
}
