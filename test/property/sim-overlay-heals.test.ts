import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { finding, gather, plantSeeds } from '../../src/sim/gather.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { becomeOne, tellEachOther } from '../../src/sim/settle-overlay.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';
import { clearUp } from '../../src/sim/settle.ts';
import { anyLine, anyStorm, type Blow, brew } from '../support/any-storm.ts';
import { playLawfully } from '../support/play.ts';

const STORM_MS = 30_000;
/** The longest back-off of whoever asks a seed node again, and what comes of its answer. */
const HEALED_MS_MAX = limits.backoffMaxMs + 30_000;
/** Links that are about to be found dead can hold up what is said on them. */
const TOLD_MS_MAX = 30_000;
/** After that, each has kept where the others are. */
const SAVED_MS = limits.saveIntervalMs + 5_000;

/** Of a machine that has much else to do. */
const PATIENCE_MS = 400_000;
const anySize = fc.integer({ min: 3, max: 10 });

// After the faults end, those that are spared become one network again within a bound, though all others are dead; and
// what one of them says to all then comes to all of them.
describe('a network under faults', () => {
  it(
    'is one again for a random core, in bounded time, with a seed node left',
    () => {
      fc.assert(
        fc.property(
          anySize,
          anyStorm(STORM_MS, 14),
          anyLine(),
          fc.nat(),
          (size, storm, line, seed) => {
            playLawfully(weathered({ size, storm, line, hasSeed: true }), seed);
          },
        ),
        { numRuns: 20 },
      );
    },
    PATIENCE_MS,
  );

  it(
    'and with none, by what the nodes have kept',
    () => {
      fc.assert(
        fc.property(
          anySize,
          anyStorm(STORM_MS, 14),
          anyLine(),
          fc.nat(),
          (size, storm, line, seed) => {
            playLawfully(weathered({ size, storm, line, hasSeed: false }), seed);
          },
        ),
        { numRuns: 10 },
      );
    },
    PATIENCE_MS,
  );
});

interface Weather {
  readonly size: number;
  readonly storm: readonly Blow[];
  readonly line: object;
  readonly hasSeed: boolean;
}

function weathered({ size, storm, line, hasSeed }: Weather): Scenario {
  const seedsOf = ({ nodes }: Simulation) => nodes.slice(0, 2);
  return {
    name: 'weathered',
    shows: 'any nodes that find each other, and any faults',
    play(world) {
      world.plan(line);
      plantSeeds(world, 's1', 's2');
      const options = finding('s1', 's2');
      const saving = { ...options, discovery: ['seeds', 'exchange', 'saved'] } as const;
      gather(world, size, () => (hasSeed ? options : saving));
      if (!hasSeed) world.run(SAVED_MS);
      brew(world, world.nodes, storm, STORM_MS);
      world.run(STORM_MS);
    },
    heal(world) {
      // Whoever was told to leave is gone by then.
      world.run(limits.stopTimeoutMs);
      const spared = hasSeed ? [seedsOf(world)[0]!, ...coreOf(world)] : coreOf(world);
      for (const node of world.nodes) if (!spared.includes(node)) node.crash('silence');
      clearUp(world, spared);
    },
    settle(world) {
      const core = coreOf(world);
      becomeOne(world, core, HEALED_MS_MAX);
      tellEachOther(world, core, TOLD_MS_MAX);
    },
  };
}

/** All but a few, the same at every call; two are spared in any case, as nobody is no network. */
function coreOf(world: Simulation): readonly VirtualNode[] {
  const dice = world.dice('core');
  return world.nodes.slice(2).filter((_, index) => index < 2 || dice.chance(4 / 5));
}
