import type { Scenario } from '../scenario.ts';
import { fallSilent, tellOthers, wasTold } from '../settle-overlay.ts';
import { linkOnce, type NodePair } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 7;
/** Of one of them, too few to get around. */
const HOPS = 2;

/**
 * Seven nodes in a ring, linked by hand. Each says something to all, and all others are told it once. One
 * says it with so few hops that it comes to its neighbours and theirs, and no farther. Then all is silent.
 */
export const ringBroadcast: Scenario = {
  name: 'ring-broadcast',
  shows:
    'nodes in a ring tell each other something, each once, as far as the hops go; then all is silent',
  play(world) {
    const names = Array.from({ length: NODES }, (_, index) => `n${index}`);
    for (const [index, name] of names.entries()) {
      const contacts = [names[(index + 1) % NODES]!];
      world.node(name, index === 0 ? { contacts, hopLimit: HOPS } : { contacts });
    }
    for (const node of world.nodes) node.start();
    linkOnce(world, ...ringOf(world.nodes));
    const [near, ...others] = world.nodes as [VirtualNode, ...VirtualNode[]];
    tellOthers(
      world,
      near,
      [1, 2, NODES - 2, NODES - 1].map((index) => world.nodes[index]!),
    );
    for (const other of others) tellOthers(world, other, world.nodes);
    fallSilent(world);
    const beyond = world.nodes.slice(1 + HOPS, NODES - HOPS);
    const isOf = (text: string) => text.startsWith(near.name);
    world.expect('the hops did not do for more', () =>
      beyond.every((node) => !node.toldToAll.some(isOf)),
    );
  },
  settle(world) {
    const { nodes } = world;
    for (const node of nodes) node.tellAll(`${node.name} at once with the others`);
    for (const node of nodes) {
      for (const other of nodes.slice(1)) {
        if (node === other) continue;
        const said = `${other.name} at once with the others`;
        world.until(`${node.name} is told "${said}"`, () => wasTold(node, said));
      }
    }
    fallSilent(world);
  },
};

function ringOf(nodes: readonly VirtualNode[]): NodePair[] {
  return nodes.map((node, index) => [node, nodes[(index + 1) % nodes.length]!]);
}
