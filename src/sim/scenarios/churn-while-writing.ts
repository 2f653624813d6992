import { limits } from '../../protocol/limits.ts';
import { finding, gather, plantSeeds } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { LETTER_MS_MAX, reach } from '../settle-mail.ts';
import { becomeOne } from '../settle-overlay.ts';
import { clearUp } from '../settle.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 10;
const TEXTS = 60;
const APART_MS = 500;

/**
 * Ten nodes that have found each other write to each other, any to any, while some of them die and come back. Whatever
 * becomes of it, each text is told once or not at all, and each sender is told which. Then all reach each other again.
 */
export const churnWhileWriting: Scenario = {
  name: 'churn-while-writing',
  shows: 'nodes write to each other while some die and come back, and each text has one outcome',
  play(world) {
    plantSeeds(world, 's');
    gather(world, NODES, () => finding('s'));
    becomeOne(world, peersOf(world), LETTER_MS_MAX);
    const dice = world.dice('churn');
    for (let count = 0; count < TEXTS; count += 1) {
      const nodes = peersOf(world);
      const [from, to, victim] = [dice.pick(nodes), dice.pick(nodes), dice.pick(nodes)];
      if (from !== to) from.send(to, `text ${count} of ${from.name}`);
      if (dice.chance(1 / 6)) victim.crash(dice.chance(1 / 2) ? 'reset' : 'silence');
      if (dice.chance(1 / 6)) for (const node of nodes) if (!node.isUp) node.restart();
      world.run(APART_MS);
    }
  },
  heal(world) {
    clearUp(world, world.nodes);
  },
  settle(world) {
    const nodes = peersOf(world);
    becomeOne(world, nodes, limits.backoffMaxMs + LETTER_MS_MAX);
    for (const [index, node] of nodes.entries()) reach(world, node, nodes[(index + 4) % NODES]!);
  },
};

function peersOf({ nodes }: Simulation): readonly VirtualNode[] {
  return nodes.slice(1);
}
