import type { NodeContext } from '../../src/machines/node/context/node-context.ts';
import { OPENING_MS_MAX, PARTING_MS_MAX } from '../../src/sim/check-links.ts';
import type { PlanLink } from '../../src/sim/link-plan.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';

/**
 * Alice dials bob once, and both talk as soon as they can, whatever befalls them. Within bounded time
 * they are of one mind about whether they are linked, and both know what became of every text.
 */
export function meeting(about: Meeting): Scenario {
  return {
    name: 'meeting',
    shows: 'two nodes meet once',
    play(world) {
      const alice = world.node('alice').start();
      const bob = world.node('bob').start();
      world.plan(about.plan);
      world.run(1);
      alice.connect(bob);
      for (let ms = 2; ms < CHAT_MS; ms += 20) {
        world.at(ms, () => alice.send(bob, `alice at ${ms}`.padEnd(TEXT_BYTES)));
        world.at(ms, () => bob.send(alice, `bob at ${ms}`.padEnd(TEXT_BYTES)));
      }
      about.befall?.(world, alice, bob);
      world.run(CHAT_MS);
      const haveOpened = () => world.nodes.every(({ context }) => !isOpening(context));
      world.until('nothing is opening any more', haveOpened, OPENING_MS_MAX);
      const agree = () => alice.isLinkedTo(bob) === bob.isLinkedTo(alice);
      world.until('they agree', agree, PARTING_MS_MAX);
      const areTold = () => [alice, bob].every((node) => !node.isUp || node.unanswered === 0);
      world.until('they know what became of each text', areTold, PARTING_MS_MAX);
    },
  };
}

const CHAT_MS = 200;
const TEXT_BYTES = 60;

export interface Meeting {
  readonly plan: PlanLink;
  readonly befall?: (world: Simulation, alice: VirtualNode, bob: VirtualNode) => void;
}

function isOpening(context: NodeContext | null): boolean {
  const entries = [...(context?.links.values() ?? [])];
  return entries.some(({ state }) => state !== 'established' && state !== 'leaving');
}
