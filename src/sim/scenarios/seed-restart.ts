import { limits } from '../../protocol/limits.ts';
import { finding, gather, plantSeeds } from '../gather.ts';
import { reportsOf } from '../life.ts';
import { PARTING_MS_MAX } from '../check-links.ts';
import type { Scenario } from '../scenario.ts';
import { isListedBy, tellEachOther } from '../settle-overlay.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 4;
/** A back-off that grew while the seed node was away, and the dial of the seed node's own. */
const AGAIN_MS_MAX = 30_000;

/**
 * A seed node is started anew, with an empty list: soon all are on it again, without anybody's doing. One of
 * them says goodbye, and is off the list at once. One dies without a word, and is off it once that has been found
 * out; one is cut off, and is off it when it has failed to come for too long. Both are back when they are.
 */
export const seedRestart: Scenario = {
  name: 'seed-restart',
  shows: 'a seed node that is started anew lists all again, and takes off its list who is gone',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const [list] = plantSeeds(world, 's1') as [VirtualNode];
    const nodes = gather(world, NODES, () => finding('s1'));
    const [one, leaver, dead, cut] = nodes as [VirtualNode, VirtualNode, VirtualNode, VirtualNode];
    const areListed = (listed: readonly VirtualNode[]) => () =>
      nodes.every((node) => isListedBy(list, node) === listed.includes(node));
    world.until('all are listed', areListed(nodes));
    list.crash();
    world.run(5_000);
    list.restart();
    world.until('all are listed again', areListed(nodes), AGAIN_MS_MAX);

    leaver.quit();
    world.until('who left is off the list', () => !isListedBy(list, leaver), 1_000);
    dead.crash('silence');
    world.until('who died is, too', () => !isListedBy(list, dead), PARTING_MS_MAX);
    world.cut(list, cut);
    const expiryMs = limits.enrolmentsMissedMax * limits.enrolIntervalMs;
    world.until('and who is cut off', areListed([one]), expiryMs);
    world.expect('the one that is left was never lost', () =>
      reportsOf(list.life, 'peer').every(({ peer }) => peer !== one.id),
    );
    world.heal();
    leaver.restart();
    dead.restart();
    world.until('all are back', areListed(nodes), 2 * limits.backoffMaxMs);
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};
