import type { Scenario } from '../scenario.ts';
import { reach, wayTo } from '../settle-mail.ts';
import { linkOnce, type NodePair } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 6;

/** Six nodes in a ring. Each writes to the one that is opposite; then a link on the way between two of them breaks, and their texts go the other way around. */
export const relayRing: Scenario = {
  name: 'relay-ring',
  shows: 'nodes in a ring write to each other the short way, and when a link breaks the long one',
  play(world) {
    const names = Array.from({ length: NODES }, (_, index) => `n${index}`);
    for (const [index, name] of names.entries()) {
      world.node(name, { contacts: [names[(index + 1) % NODES]!] });
    }
    for (const node of world.nodes) node.start();
    const at = (place: number): VirtualNode => world.nodes[place % NODES]!;
    linkOnce(world, ...names.map((_, index): NodePair => [at(index), at(index + 1)]));
    for (const place of names.keys()) {
      reach(world, at(place), at(place + 3));
      world.expect('it took three hops', () => wayTo(world, at(place + 3)).length === 2);
    }
    reach(world, at(0), at(2));
    world.cut(at(1), at(2));
    world.reset(at(1), at(2));
    reach(world, at(0), at(2));
    world.expect('it went around', () => wayTo(world, at(2)).length === 3);
  },
  settle(world) {
    for (const [place, node] of world.nodes.entries()) {
      reach(world, node, world.nodes[(place + 3) % NODES]!);
    }
  },
};
