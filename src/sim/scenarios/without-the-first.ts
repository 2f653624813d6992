import { gather, PRESENCE_MS } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { LETTER_MS_MAX, reach } from '../settle-mail.ts';
import { becomeOne } from '../settle-overlay.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 12;

/**
 * Twelve nodes have found each other through the first of them, and each has five neighbours at most. The first one is
 * killed. Each of the others still reaches the one that is half around, over whomever it takes: nobody has a map.
 */
export const withoutTheFirst: Scenario = {
  name: 'without-the-first',
  shows:
    'nodes that know a few others each write to all, though the one that brought them together is gone',
  play(world) {
    const options = (contacts: readonly string[]) =>
      ({ discovery: ['exchange'], contacts, presenceIntervalMs: PRESENCE_MS }) as const;
    const nodes = gather(world, NODES, (index) => options(index === 0 ? [] : ['n0']));
    becomeOne(world, nodes, LETTER_MS_MAX);
    world.run(SHUFFLES_MS);
    nodes[0]!.crash('silence');
    becomeOne(world, nodes.slice(1), LETTER_MS_MAX);
    reachAcross(world.nodes.slice(1), (from, to) => reach(world, from, to));
  },
  heal(world) {
    world.heal();
  },
  settle(world) {
    reachAcross(world.nodes.slice(1), (from, to) => reach(world, from, to));
  },
};

function reachAcross(
  nodes: readonly VirtualNode[],
  write: (from: VirtualNode, to: VirtualNode) => void,
): void {
  for (const [index, node] of nodes.entries()) write(node, nodes[(index + 7) % nodes.length]!);
}

/** Until then all have more neighbours than the first one. */
const SHUFFLES_MS = 35_000;
