import type { Scenario } from '../scenario.ts';
import { miss, namesOf, reach, wayTo } from '../settle-mail.ts';
import { linkOnce, type NodePair } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * Five nodes in a line, which is four hops. The first one may go as far as that, and is heard by the last, over the
 * three between them. The last one may go three hops, and is told by whom, and how far away, it was stopped.
 */
export const lineOfFive: Scenario = {
  name: 'line-of-five',
  shows:
    'a text goes from end to end of a line where its hops suffice, and where not, its sender is told',
  play(world) {
    const names = ['n0', 'n1', 'n2', 'n3', 'n4'];
    const limitOf = (index: number): object => (index === 0 ? { hopLimit: 4 } : { hopLimit: 3 });
    for (const [index, name] of names.entries()) {
      world.node(name, { contacts: names.slice(0, index).slice(-1), ...limitOf(index) });
    }
    for (const node of world.nodes) node.start();
    const [first, ...others] = world.nodes as [VirtualNode, ...VirtualNode[]];
    linkOnce(world, ...others.map((node, index): NodePair => [world.nodes[index]!, node]));
    const last = others.at(-1)!;
    const { path } = reach(world, first, last);
    const over = ['n1', 'n2', 'n3'];
    world.expect('both ends know the way', () =>
      [namesOf(world, path), wayTo(world, last)].every((way) => String(way) === String(over)),
    );
    const { code, where, hops } = miss(world, last, first);
    world.expect(
      'its hops were used up at the third',
      () => code === 'hop-limit' && where === others[0]!.id && hops === 3,
    );
  },
  settle(world) {
    const [first, ...others] = world.nodes as [VirtualNode, ...VirtualNode[]];
    for (const other of others) reach(world, first, other);
  },
};
