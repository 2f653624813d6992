import { describe, expect, it } from 'vitest';
import { gather, plantSeeds } from '../../src/sim/gather.ts';
import { Simulation } from '../../src/sim/simulation.ts';

const NODES = 16;
const EVERY_MS = 10_000;

describe('presence in a network that grows', () => {
  it('is said once a period, however many neighbours come and go meanwhile', () => {
    const world = new Simulation(1, null);
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => ({
      discovery: ['seeds', 'exchange'],
      seeds: ['s1'],
      presenceIntervalMs: EVERY_MS,
    }));
    world.run(EVERY_MS / 2);
    const said = nodes.map(({ context }) => context!.overlay.castSequence);
    expect(Math.max(...said)).toBe(1);
    const known = nodes.map(({ context }) => context!.overlay.roster.entries.size);
    expect(known).toEqual(nodes.map(() => NODES - 1));
  });
});
