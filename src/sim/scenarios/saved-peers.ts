import { limits } from '../../protocol/limits.ts';
import { finding, gather, plantSeeds } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, tellEachOther } from '../settle-overlay.ts';

const NODES = 5;
/** As long as a few links take, nothing waits for anything. */
const BACK_MS_MAX = 2_000;

/**
 * Five nodes find each other by a seed node, which is then gone for good. One is killed and one leaves; both come
 * back, and find the others where they were. Then all are killed at once, and find each other again.
 */
export const savedPeers: Scenario = {
  name: 'saved-peers',
  shows: 'nodes that start again when all seed nodes are dead find the peers they had',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const [seed] = plantSeeds(world, 's1');
    const options = { ...finding('s1'), discovery: ['seeds', 'exchange', 'saved'] } as const;
    const nodes = gather(world, NODES, () => options);
    becomeOne(world, nodes, 10_000);
    world.run(limits.saveIntervalMs);
    seed!.crash('silence');
    const [killed, left] = nodes;
    killed!.crash();
    left!.quit();
    world.run(10_000);
    killed!.restart();
    left!.restart();
    becomeOne(world, nodes, BACK_MS_MAX);
    for (const node of nodes) node.crash();
    world.run(10_000);
    for (const node of nodes) node.restart();
    becomeOne(world, nodes, BACK_MS_MAX);
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ isUp }) => isUp),
    );
  },
};
