import { expect, it } from 'vitest';
import { gather, plantSeeds } from '../../src/sim/gather.ts';
import { becomeOne, neighboursOf, tellOthers } from '../../src/sim/settle-overlay.ts';
import { Simulation } from '../../src/sim/simulation.ts';

const NODES = 200;
const DYING = 0.6;
const SPEAKERS = 5;

it('two hundred nodes that come by three seed nodes are one network, and so are those that are left when 60 % die at once', () => {
  const world = new Simulation(1, null);
  world.plan({ segmentation: 'whole' });
  const seeds = plantSeeds(world, 's1', 's2', 's3');
  const options = { discovery: ['seeds', 'exchange'], seeds: ['s1', 's2', 's3'] } as const;
  const nodes = gather(world, NODES, () => options, 50);
  becomeOne(world, nodes, 1_000);
  expect(seeds.map(({ context }) => context!.overlay.roll!.entries.size)).toEqual([
    NODES,
    NODES,
    NODES,
  ]);

  const dice = world.dice('deaths');
  for (const node of nodes) if (dice.chance(DYING)) node.crash('silence');
  const live = nodes.filter(({ isUp }) => isUp);
  expect(live.length).toBeGreaterThan(60);
  becomeOne(world, live, 30_000);
  for (const from of live.slice(0, SPEAKERS)) tellOthers(world, from, live);
  for (const node of live.slice(SPEAKERS)) expect(node.toldToAll).toHaveLength(SPEAKERS);
  const counts = live.map((node) => neighboursOf(node).length);
  expect(Math.max(...counts)).toBeLessThanOrEqual(5);
}, 300_000);
