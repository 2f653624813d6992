import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportsOf, sendsOf, type Life } from '../../src/sim/life.ts';
import type { LinkPlan } from '../../src/sim/link-plan.ts';
import type { Played } from '../../src/sim/play-scenario.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { clearUp, linkOnce } from '../../src/sim/settle.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';
import { anyLinkPlan } from '../support/any-link-plan.ts';
import { playLawfully } from '../support/play.ts';

type Deed =
  | { readonly say: number; readonly by: 0 | 1 }
  | { readonly wait: number }
  | { readonly fault: 'reset' | 'cut' | 'stall' | 'crash' | 'vanish'; readonly of: 0 | 1 };

const anySide = fc.constantFrom(0 as const, 1 as const);
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ say: fc.integer({ min: 1, max: 3_000 }), by: anySide }) },
  { weight: 4, arbitrary: fc.record({ wait: fc.nat(3_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      fault: fc.constantFrom('reset', 'cut', 'stall', 'crash', 'vanish'),
      of: anySide,
    }),
  },
);
const anyPlans = fc.array(anyLinkPlan, { minLength: 1, maxLength: 6 });

// However a chat is cut up and broken off: no text arrives twice, each that was taken on has exactly
// one outcome, what is called delivered was taken, and afterwards both find each other again.
describe('a chat between two nodes that want each other', () => {
  it('keeps the law under any plan and any deeds (S0-65)', () => {
    fc.assert(
      fc.property(
        anyPlans,
        fc.array(anyDeed, { maxLength: 25 }),
        fc.nat(),
        (plans, deeds, seed) => {
          playLawfully(chat(plans, deeds), seed);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('delivers every text in order where there is no fault', () => {
    const calm = anyLinkPlan.map(({ latencyUs, segmentation }): LinkPlan => ({
      latencyUs,
      segmentation,
      bytesPerSecond: 1e6,
    }));
    const anyTalk = fc.array(
      anyDeed.filter((deed) => !('fault' in deed)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(calm, anyTalk, fc.nat(), (plan, deeds, seed) => {
        const calmly: Scenario = { ...chat([plan], deeds), heal: (world) => world.run(10_000) };
        const played = playLawfully(calmly, seed);
        const [alice, bob] = played.lives as [Life, Life];
        expect(takenBy(bob)).toEqual(sendsOf(alice).map(({ sequence }) => sequence));
        expect(takenBy(alice)).toEqual(sendsOf(bob).map(({ sequence }) => sequence));
        expect(undeliveredIn(played)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

function chat(plans: readonly LinkPlan[], deeds: readonly Deed[]): Scenario {
  return {
    name: 'chat',
    shows: 'two nodes that want each other',
    play(world) {
      const alice = world.node('alice', { contacts: ['bob'] });
      const bob = world.node('bob', { contacts: ['alice'] });
      const nodes = [alice, bob];
      let dials = 0;
      world.plan(() => plans[dials++ % plans.length] as LinkPlan);
      for (const node of nodes) node.start();
      world.run(1_000);
      for (const deed of deeds) {
        if ('wait' in deed) world.run(deed.wait);
        else if ('say' in deed) nodes[deed.by]!.send(nodes[1 - deed.by]!, 'x'.repeat(deed.say));
        else if (deed.fault === 'reset') world.reset(alice, bob);
        else if (deed.fault === 'cut') world.cut(alice, bob);
        else if (deed.fault === 'stall') world.stall(nodes[deed.of]!);
        else nodes[deed.of]!.crash(deed.fault === 'crash' ? 'reset' : 'silence');
      }
      world.run(100);
    },
    heal: (world) => clearUp(world, world.nodes),
    settle(world) {
      const [alice, bob] = world.nodes as [VirtualNode, VirtualNode];
      linkOnce(world, [alice, bob]);
    },
  };
}

function takenBy(life: Life): number[] {
  return reportsOf(life, 'message').flatMap(({ texts }) => texts.map(({ sequence }) => sequence));
}

function undeliveredIn({ lives }: Played): number {
  return lives.flatMap((life) => reportsOf(life, 'undelivered')).length;
}
