import type { Scenario } from '../scenario.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import { linkOnce, talk, type NodePair } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

/** Three nodes dial each other at the same time; each pair ends up with one connection of the two. */
export const simultaneousDial: Scenario = {
  name: 'simultaneous-dial',
  shows: 'nodes dial each other at the same time and keep exactly one connection',
  play(world) {
    const latency = world.dice('latency');
    const moment = world.dice('moment');
    world.plan(() => ({ ...defaultLinkPlan, latencyUs: latency.between(1, 50_000) }));
    const nodes = ['alice', 'bob', 'carol'].map((name) => world.node(name).start());
    world.run(10);
    for (const [a, b] of pairsOf(nodes)) {
      world.clock.at(10_000 + moment.below(50_000), () => a.connect(b));
      world.clock.at(10_000 + moment.below(50_000), () => b.connect(a));
    }
    world.run(100);
  },
  settle(world) {
    const pairs = pairsOf(world.nodes);
    linkOnce(world, ...pairs);
    talk(world, ...pairs);
  },
};

function pairsOf(nodes: readonly VirtualNode[]): NodePair[] {
  return nodes.flatMap((a, index) => nodes.slice(index + 1).map((b): NodePair => [a, b]));
}
