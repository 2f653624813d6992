import type { Simulation } from './simulation.ts';
import type { NodeOptions } from './virtual-config.ts';
import type { VirtualNode } from './virtual-node.ts';

/** Nodes `n0`, `n1` … that come one after the other, a while apart. */
export function gather(
  world: Simulation,
  count: number,
  options: (index: number) => NodeOptions,
  apartMs = APART_MS,
): readonly VirtualNode[] {
  const nodes = Array.from({ length: count }, (_, index) =>
    world.node(`n${index}`, options(index)),
  );
  for (const node of nodes) {
    node.start();
    world.run(apartMs);
  }
  return nodes;
}

/** Seed nodes of these names, which run from now on. */
export function plantSeeds(world: Simulation, ...names: readonly string[]): readonly VirtualNode[] {
  return names.map((name) => world.node(name, { role: 'seed' }).start());
}

/** How most nodes of an overlay look for each other. */
export function finding(...seeds: readonly string[]): NodeOptions {
  return { discovery: ['seeds', 'exchange'], seeds, presenceIntervalMs: PRESENCE_MS };
}

export const PRESENCE_MS = 5_000;
const APART_MS = 100;
