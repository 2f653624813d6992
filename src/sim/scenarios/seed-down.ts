import { finding, gather, plantSeeds } from '../gather.ts';
import { reportsOf } from '../life.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, isListedBy, tellEachOther } from '../settle-overlay.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 4;
/** Much less than a dial that nobody answers takes. */
const JOINING_MS_MAX = 1_500;

/**
 * Of two seed nodes one does not answer to anything. Whoever comes asks both, waits a moment for the silent
 * one, and goes on with what the other told. Its user reads one line about it, however often it is tried
 * again; and once it is there, it lists everybody.
 */
export const seedDown: Scenario = {
  name: 'seed-down',
  shows:
    'one of two seed nodes is down: that costs a moment and one line, and it lists all once it is up',
  play(world) {
    plantSeeds(world, 's1');
    const down = world.node('s2', { role: 'seed' });
    const whole = { ...defaultLinkPlan, segmentation: 'whole' } as const;
    world.plan((_, target) => ({ ...whole, blackHole: target === down.host }));
    const nodes = gather(world, NODES, () => finding('s1', 's2'), JOINING_MS_MAX);
    world.expect('they have found each other in time', () =>
      nodes.slice(1).every(({ life }) => hasJoinedIn(life, JOINING_MS_MAX)),
    );
    becomeOne(world, nodes, 1_000);
    world.run(60_000);
    world.expect('each has said so once', () =>
      nodes.every((node) => linesAbout(node, down).length === 1),
    );
    world.plan(whole);
    down.start();
    world.until('it lists all', () => nodes.every((node) => isListedBy(down, node)), 120_000);
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};

function hasJoinedIn(life: VirtualNode['life'], ms: number): boolean {
  const linked = life.heard.find(
    ({ said }) => said.type === 'report' && said.event === 'connected' && said.name.startsWith('n'),
  );
  return linked !== undefined && linked.at - life.startedAt <= ms * 1_000;
}

function linesAbout({ life }: VirtualNode, { address }: VirtualNode) {
  return reportsOf(life, 'refused').filter((report) => report.address === address);
}
