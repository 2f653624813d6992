import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { PARTING_MS_MAX } from '../../src/sim/check-links.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { fallSilent, wasTold } from '../../src/sim/settle-overlay.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';
import { anyGraph, type Graph } from '../support/any-graph.ts';
import { anyLine } from '../support/any-storm.ts';
import { playLawfully } from '../support/play.ts';

const SAYING_MS = 5_000;

interface Said {
  readonly from: number;
  readonly at: number;
}

const anySaid = fc.array(fc.record({ from: fc.nat(), at: fc.nat(SAYING_MS) }), {
  minLength: 1,
  maxLength: 12,
});
const anyTear = fc.array(fc.record({ link: fc.nat(), at: fc.nat(SAYING_MS) }), { maxLength: 6 });

// In a connected overlay every live node is told everything that is said to all, once, and within its hops; then
// the network is silent. Links that break meanwhile and come back take nothing away.
describe('what is said to all', () => {
  it('comes to all, over any graph, in any order, and whatever links break for a moment', () => {
    fc.assert(
      fc.property(
        anyGraph(9),
        anySaid,
        anyTear,
        anyLine(),
        fc.nat(),
        (graph, said, tears, line, seed) => {
          playLawfully(talkingOver(graph, said, tears, line), seed);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function talkingOver(
  graph: Graph,
  said: readonly Said[],
  tears: readonly { readonly link: number; readonly at: number }[],
  line: object,
): Scenario {
  const textOf = (index: number) => `text ${index}`;
  return {
    name: 'said-to-all',
    shows: 'any graph of nodes that are linked by hand and speak to all at any time',
    play(world) {
      world.plan(line);
      for (let index = 0; index < graph.size; index += 1) {
        const before = graph.links.filter(([a, b]) => Math.max(a, b) === index);
        const contacts = before.map(([a, b]) => `n${Math.min(a, b)}`);
        world.node(`n${index}`, { contacts }).start();
      }
      const areLinked = () =>
        graph.links.every(([a, b]) => world.nodes[a]!.isLinkedTo(world.nodes[b]!));
      world.until('they are linked', areLinked, 2 * limits.backoffMaxMs);
      const beganMs = Math.ceil(world.clock.now() / 1_000);
      for (const [index, { from, at }] of said.entries())
        world.at(beganMs + at, () => speakerOf(world.nodes, from).tellAll(textOf(index)));
      for (const { link, at } of tears) {
        const [a, b] = graph.links[link % graph.links.length]!;
        world.at(beganMs + at, () => world.reset(world.nodes[a]!, world.nodes[b]!));
      }
      world.run(SAYING_MS);
    },
    heal() {},
    settle(world) {
      for (const [index, { from }] of said.entries()) {
        for (const node of world.nodes) {
          if (node === speakerOf(world.nodes, from)) continue;
          const what = `${node.name} is told "${textOf(index)}"`;
          world.until(what, () => wasTold(node, textOf(index)), PARTING_MS_MAX);
        }
      }
      fallSilent(world);
    },
  };
}

function speakerOf(nodes: readonly VirtualNode[], from: number): VirtualNode {
  return nodes[from % nodes.length]!;
}
