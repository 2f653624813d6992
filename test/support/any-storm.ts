import * as fc from 'fast-check';
import type { LinkPlan } from '../../src/sim/link-plan.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';

/** What befalls one node, or the way between two, at some time and until some other. */
export interface Blow {
  readonly what: 'reset' | 'cut' | 'stall' | 'crash' | 'vanish' | 'leave';
  readonly at: number;
  readonly lastsMs: number;
  readonly node: number;
  readonly other: number;
}

export function anyStorm(withinMs: number, blowsMax: number): fc.Arbitrary<readonly Blow[]> {
  const blow = fc.record({
    what: fc.constantFrom<Blow['what'][]>('reset', 'cut', 'stall', 'crash', 'vanish', 'leave'),
    at: fc.nat(withinMs),
    lastsMs: fc.nat(withinMs),
    node: fc.nat(),
    other: fc.nat(),
  });
  return fc.array(blow, { maxLength: blowsMax });
}

/** Time is counted from now on. What was stalled or has died comes back, what was cut stays so. */
export function brew(
  world: Simulation,
  nodes: readonly VirtualNode[],
  storm: readonly Blow[],
  withinMs: number,
): void {
  const nowMs = world.clock.now() / 1_000;
  const pick = (n: number) => nodes[n % nodes.length]!;
  for (const { what, at, lastsMs, node: first, other: second } of storm) {
    const [node, other] = [pick(first), pick(second)];
    const later = nowMs + Math.min(at + lastsMs, withinMs);
    world.at(nowMs + at, () => befall(world, what, node, other));
    world.at(later, () => {
      if (what === 'stall') world.flow(node);
      else if (!node.isUp) node.restart();
    });
  }
}

/** Lines that are slow and cut bytes as they like. */
export function anyLine(): fc.Arbitrary<Partial<LinkPlan>> {
  return fc.record({
    latencyUs: fc.integer({ min: 100, max: 80_000 }),
    segmentation: fc.constantFrom('whole', 'random'),
  });
}

function befall(
  world: Simulation,
  what: Blow['what'],
  node: VirtualNode,
  other: VirtualNode,
): void {
  switch (what) {
    case 'reset':
      return world.reset(node, other);
    case 'cut':
      return world.cut(node, other);
    case 'stall':
      return world.stall(node);
    case 'crash':
      return node.crash('reset');
    case 'vanish':
      return node.crash('silence');
    case 'leave':
      return node.quit();
  }
}
