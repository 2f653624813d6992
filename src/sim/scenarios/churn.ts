import { limits } from '../../protocol/limits.ts';
import { finding, gather, plantSeeds } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, believesAlive, stateOf, tellEachOther } from '../settle-overlay.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 20;
const EVENTS = 30;
const CHURN_MS = 40_000;
const EVERY_MS = 10_000;
const HEARD_OF_MS = 3_000;
/** Who is silent is lost after so many periods, and told so a moment later. */
const AGREED_MS_MAX = (limits.presencesLostMax + 2) * EVERY_MS;

/**
 * Twenty nodes, of which one after the other leaves, is killed, dies without a word, or comes back. After a while all
 * that are there agree on who is, and know those who left from those who were lost.
 */
export const churn: Scenario = {
  name: 'churn',
  shows:
    'twenty nodes come, leave and die; in the end all agree on who lives, who left and who was lost',
  play(world) {
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1', 's2');
    gather(world, NODES, () => ({ ...finding('s1', 's2'), presenceIntervalMs: EVERY_MS }));
    const dice = world.dice('churn');
    const began = world.clock.now() / 1_000;
    for (let count = 0; count < EVENTS; count += 1) {
      const node = dice.pick(world.nodes.slice(2));
      const how = dice.below(4);
      world.at(began + dice.below(CHURN_MS), () => befall(node, how));
    }
    world.run(CHURN_MS);
    // What their last lives were told before is no part of it.
    for (const node of world.nodes.slice(2)) node.tellAll(`${node.name} was here`);
  },
  settle(world) {
    // Whoever is saying goodbye is no longer one of them.
    world.run(limits.stopTimeoutMs);
    const live = livingOf(world);
    becomeOne(world, live, 60_000);
    for (const node of live) {
      for (const other of world.nodes.slice(2)) {
        if (other === node) continue;
        const what = `${node.name} is right about ${other.name}`;
        world.until(what, () => isRightAbout(node, other), AGREED_MS_MAX);
      }
    }
    for (const node of live)
      world.expect(
        `${node.name} takes nobody for lost who left`,
        () => mistakesOf(node, world) === 0,
      );
    tellEachOther(world, live);
  },
};

function befall(node: VirtualNode, how: number): void {
  if (!node.isUp) node.restart();
  else if (how === 0) node.quit();
  else if (how === 1) node.crash('reset');
  else if (how === 2) node.crash('silence');
}

function livingOf({ nodes }: Simulation): readonly VirtualNode[] {
  return nodes.filter(({ name, isUp }) => isUp && name.startsWith('n'));
}

function isRightAbout(node: VirtualNode, other: VirtualNode): boolean {
  return other.isUp
    ? believesAlive(node, other)
    : !believesAlive(node, other) && stateOf(node, other) !== 'suspect';
}

/** Of those who are gone and could be heard of: whoever left and is called lost, or the other way round. */
function mistakesOf(node: VirtualNode, { nodes }: Simulation): number {
  return nodes.filter((other) => {
    if (other.isUp || !wasHeardOf(other)) return false;
    const state = stateOf(node, other);
    return state === (other.life.end!.how === 'stopped' ? 'lost' : 'left');
  }).length;
}

/** A life that was over before it had any connection is known to nobody. */
function wasHeardOf({ name, life }: VirtualNode): boolean {
  const { links, startedAt, end } = life;
  const isLinked = [...links.values()].some(({ connectedAt }) => connectedAt !== null);
  return name.startsWith('n') && isLinked && end!.at - startedAt > HEARD_OF_MS * 1_000;
}
