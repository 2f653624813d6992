import { limits } from '../protocol/limits.ts';
import { OPENING_MS_MAX, PARTING_MS_MAX } from './check-links.ts';
import type { Simulation } from './simulation.ts';
import type { VirtualNode } from './virtual-node.ts';

export type NodePair = readonly [VirtualNode, VirtualNode];

/** The longest back-off, with the end of an old connection before it and a new one after it. */
const SETTLING_MS_MAX = PARTING_MS_MAX + limits.backoffMaxMs + OPENING_MS_MAX;

const DIALS_MS = 1_000;

/** Waits until each pair has exactly one connection, the same one on both sides. */
export function linkOnce(world: Simulation, ...pairs: readonly NodePair[]): void {
  // A dial that was under way may disturb it once more.
  for (const withinMs of [SETTLING_MS_MAX, OPENING_MS_MAX]) {
    for (const [a, b] of pairs) {
      const what = `${a.name} and ${b.name} have exactly one connection`;
      world.until(what, () => areLinkedOnce(a, b), withinMs);
    }
    world.run(DIALS_MS);
  }
  for (const [a, b] of pairs)
    world.expect(`${a.name} and ${b.name} keep it`, () => areLinkedOnce(a, b));
}

/**
 * Ends all faults between these nodes. What was dialled before can still be a link that has one
 * coming, so the last of the faults is that all those links are reset.
 */
export function clearUp(world: Simulation, nodes: readonly VirtualNode[]): void {
  world.heal(nodes);
  for (const node of nodes) if (!node.isUp) node.restart();
  world.run(limits.dialTimeoutMs);
  for (const a of nodes) for (const b of nodes) if (a.host < b.host) world.reset(a, b);
}

/** Both ways, and both are told that they were heard. */
export function talk(world: Simulation, ...pairs: readonly NodePair[]): void {
  for (const [a, b] of [...pairs, ...pairs.map(([a, b]): NodePair => [b, a])]) {
    const said = `${a.name} to ${b.name} at ${world.clock.now()}`;
    a.send(b, said);
    const what = `${b.name} has heard "${said}"`;
    world.until(what, () => b.texts.includes(said) && a.unanswered === 0);
  }
}

function areLinkedOnce(a: VirtualNode, b: VirtualNode): boolean {
  const dials = [linksBetween(a, b), linksBetween(b, a)];
  return dials.every((of) => of.length === 1 && of[0] !== null) && dials[0]![0] === dials[1]![0];
}

/** Of each link to the other, the name it has at both ends, once it is established. */
function linksBetween(of: VirtualNode, to: VirtualNode): (string | null)[] {
  const entries = [...(of.context?.links.values() ?? [])].filter(({ peer }) => peer === to.id);
  return entries.map(({ state, link }) =>
    state === 'established' ? (of.life.links.get(link)?.dial ?? null) : null,
  );
}
