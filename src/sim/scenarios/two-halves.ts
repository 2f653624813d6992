import { limits } from '../../protocol/limits.ts';
import { finding, gather, plantSeeds, PRESENCE_MS } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, knowEachOther, tellEachOther, wasTold } from '../settle-overlay.ts';

const NODES = 8;
const CUT_MS = 60_000;
/** So long before the end of the cut. */
const LATE_MS = 10_000;

/**
 * Nothing gets from one half of the nodes to the other for a minute. Each half loses the other, and goes on by itself.
 * Then the way is free again: they find each other, and what was said to all lately comes to those who missed it.
 */
export const twoHalves: Scenario = {
  name: 'two-halves',
  shows:
    'a network is cut in two for a minute, becomes one again, and what was missed lately is told',
  play(world) {
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => finding('s1'));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
    const [one, other] = [nodes.slice(0, NODES / 2), nodes.slice(NODES / 2)];
    const seed = world.nodes[0]!;
    for (const a of [seed, ...one]) for (const b of other) world.cut(a, b);
    world.run(CUT_MS - LATE_MS);
    for (const half of [one, other]) {
      becomeOne(world, half, 1);
      tellEachOther(world, half);
    }
    const said = [one[0]!, other[0]!].map((node) => {
      const words = `${node.name} to its half`;
      node.tellAll(words);
      return words;
    });
    world.run(LATE_MS);
    for (const [half, words] of [
      [one, said[1]!],
      [other, said[0]!],
    ] as const)
      world.expect('nobody beyond was told', () => half.every((node) => !wasTold(node, words)));
    world.heal();
    becomeOne(world, nodes, limits.backoffMaxMs);
    for (const words of said)
      for (const node of nodes)
        world.until(`${node.name} is told "${words}" at last`, () => hasHeard(node, words));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};

function hasHeard(node: Parameters<typeof wasTold>[0], words: string): boolean {
  return words.startsWith(`${node.name} `) || wasTold(node, words);
}
