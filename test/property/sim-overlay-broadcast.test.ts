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

const anyKind = fc.record({ isPlain: fc.boolean(), signs: fc.boolean() });
const anyTalk = fc.record({
  graph: anyGraph(9),
  said: anySaid,
  tears: anyTear,
  line: anyLine(),
  kind: anyKind,
});
const NETWORK_KEY = new Uint8Array(32).fill(7);

interface Talk {
  readonly graph: Graph;
  readonly said: readonly Said[];
  /** Links that are reset for a moment. */
  readonly tears: readonly { readonly link: number; readonly at: number }[];
  readonly line: object;
  /** Whether links show no keys, and whether what is said to all is signed. */
  readonly kind: { readonly isPlain: boolean; readonly signs: boolean };
}

// In a connected overlay every live node is told everything that is said to all, once, and within its hops; then
// the network is silent. Links that break meanwhile and come back take nothing away.
describe('what is said to all', () => {
  it('comes to all, over any graph, in any order, and whatever links break for a moment', () => {
    fc.assert(
      fc.property(anyTalk, fc.nat(), (talk, seed) => void playLawfully(scenarioOf(talk), seed)),
      { numRuns: 60 },
    );
  });
});

function scenarioOf({ graph, said, tears, line, kind }: Talk): Scenario {
  const textOf = (index: number) => `text ${index}`;
  return {
    name: 'said-to-all',
    shows: 'any graph of nodes that are linked by hand and speak to all at any time',
    play(world) {
      world.plan(line);
      if (kind.isPlain) world.makeLinksPlain();
      const seal = kind.signs ? {} : { networkKey: NETWORK_KEY, signs: false };
      for (let index = 0; index < graph.size; index += 1) {
        const before = graph.links.filter(([a, b]) => Math.max(a, b) === index);
        const contacts = before.map(([a, b]) => `n${Math.min(a, b)}`);
        world.node(`n${index}`, { contacts, ...seal }).start();
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
