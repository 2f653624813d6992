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

// After the faults end, those that are spared become one network again within a bound, whatever the others do that stay
// broken; and what one of them says to all then comes to all of them.
describe('a network under faults', () => {
  it('is one again for a random core, in bounded time, with a seed node left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10 }),
        anyStorm(STORM_MS, 14),
        anyLine(),
        fc.nat(),
        (size, storm, line, seed) => {
          playLawfully(weathered(size, storm, line), seed);
        },
      ),
      { numRuns: 25 },
    );
  });
});

function weathered(size: number, storm: readonly Blow[], line: object): Scenario {
  return {
    name: 'weathered',
    shows: 'any nodes that find each other, and any faults',
    play(world) {
      world.plan(line);
      plantSeeds(world, 's1', 's2');
      gather(world, size, () => finding('s1', 's2'));
      brew(world, world.nodes, storm, STORM_MS);
      world.run(STORM_MS);
    },
    heal(world) {
      clearUp(world, [world.nodes[0]!, ...coreOf(world)]);
    },
    settle(world) {
      const core = coreOf(world);
      becomeOne(world, core, HEALED_MS_MAX);
      tellEachOther(world, core, 30_000);
    },
  };
}

/** All but a few, the same at every call. */
function coreOf(world: Simulation): readonly VirtualNode[] {
  const dice = world.dice('core');
  return world.nodes.slice(2).filter(() => dice.chance(4 / 5));
}
