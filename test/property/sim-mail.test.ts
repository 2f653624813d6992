import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { clearUp } from '../../src/sim/settle.ts';
import { LETTER_MS_MAX, miss, reach } from '../../src/sim/settle-mail.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';
import { anyGraph, distancesFrom, type Graph } from '../support/any-graph.ts';
import { anyLine, anyStorm, type Blow, brew } from '../support/any-storm.ts';
import { playLawfully } from '../support/play.ts';

const WRITING_MS = 20_000;
const LINKED_MS_MAX = limits.backoffMaxMs + 60_000;

interface Written {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

const anyWritten = fc.array(fc.record({ from: fc.nat(), to: fc.nat(), at: fc.nat(WRITING_MS) }), {
  minLength: 1,
  maxLength: 12,
});
const anyKind = fc.record({ isPlain: fc.boolean(), signs: fc.boolean() });
const anyMail = fc.record({
  graph: anyGraph(8),
  written: anyWritten,
  storm: anyStorm(WRITING_MS, 8),
  line: anyLine(),
  kind: anyKind,
  hopLimit: fc.integer({ min: 1, max: 8 }),
});
const NETWORK_KEY = new Uint8Array(32).fill(7);

interface Mailing {
  readonly graph: Graph;
  readonly written: readonly Written[];
  readonly storm: readonly Blow[];
  readonly line: object;
  readonly kind: { readonly isPlain: boolean; readonly signs: boolean };
  readonly hopLimit: number;
}

// Whatever the graph, the timing and the faults: nothing passes its hop limit, nothing comes twice, and each text has one
// outcome in time. Where a way stays within the limit, it is delivered; where none does, its sender is told so.
describe('what one writes to another', () => {
  it('has one outcome, whatever happens, and the right one once nothing happens any more', () => {
    fc.assert(
      fc.property(anyMail, fc.nat(), (mail, seed) => void playLawfully(scenarioOf(mail), seed)),
      { numRuns: 40 },
    );
  }, 400_000);
});

function scenarioOf({ graph, written, storm, line, kind, hopLimit }: Mailing): Scenario {
  return {
    name: 'written',
    shows: 'any graph of nodes that are linked by hand and write to each other at any time',
    play(world) {
      if (kind.isPlain) world.makeLinksPlain();
      world.plan(line);
      for (let index = 0; index < graph.size; index += 1) {
        const before = graph.links.filter(([a, b]) => Math.max(a, b) === index);
        const contacts = before.map(([a, b]) => `n${Math.min(a, b)}`);
        const key = kind.signs ? {} : { networkKey: NETWORK_KEY, signs: false };
        world.node(`n${index}`, { contacts, hopLimit, ...key });
      }
      for (const node of world.nodes) node.start();
      brew(world, world.nodes, storm, WRITING_MS);
      const now = world.clock.now() / 1_000;
      for (const [index, { from, to, at }] of written.entries()) {
        const [one, other] = [from, to].map((n) => world.nodes[n % graph.size]!);
        world.at(now + at, () => {
          if (one !== other) one!.send(other!, `text ${index}`);
        });
      }
      world.run(WRITING_MS);
    },
    heal(world) {
      world.run(limits.stopTimeoutMs + limits.lastLettersTimeoutMs);
      clearUp(world, world.nodes);
    },
    settle(world) {
      world.until(
        'each text has its outcome',
        () => world.nodes.every(({ unanswered }) => unanswered === 0),
        LETTER_MS_MAX,
      );
      world.until('all are linked again', () => areLinked(world.nodes, graph), LINKED_MS_MAX);
      world.run(limits.unfoundMs);
      const distances = distancesFrom(0, graph.size, graph.links);
      for (const [index, node] of world.nodes.entries()) {
        const hops = distances[index]!;
        if (index === 0) continue;
        if (hops <= hopLimit) reach(world, world.nodes[0]!, node);
        else {
          const { code } = miss(world, world.nodes[0]!, node);
          world.expect(`it is too far for that: ${code}`, () => code === 'hop-limit');
        }
      }
    },
  };
}

function areLinked(nodes: readonly VirtualNode[], { links }: Graph): boolean {
  return links.every(([from, to]) => {
    const [one, other] = [nodes[from]!, nodes[to]!];
    return one.isLinkedTo(other) && other.isLinkedTo(one);
  });
}
