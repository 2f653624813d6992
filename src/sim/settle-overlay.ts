import type { MessageKind } from '../protocol/messages.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { framesOf } from './life.ts';
import type { Simulation } from './simulation.ts';
import type { VirtualNode } from './virtual-node.ts';

/** What is said to pass casts on. */
export const castWords: readonly MessageKind[] = [
  'broadcast',
  'presence',
  'have',
  'graft',
  'prune',
];

/** One after the other says something to everybody, and all the others are told it, each once. */
export function tellEachOther(
  world: Simulation,
  nodes: readonly VirtualNode[],
  withinMs = TOLD_MS_MAX,
): void {
  for (const node of nodes) tellOthers(world, node, nodes, withinMs);
}

export function tellOthers(
  world: Simulation,
  from: VirtualNode,
  nodes: readonly VirtualNode[],
  withinMs = TOLD_MS_MAX,
): void {
  const said = `${from.name} to all at ${world.clock.now()}`;
  from.tellAll(said);
  for (const node of nodes) {
    if (node === from) continue;
    world.until(`${node.name} is told "${said}"`, () => wasTold(node, said), withinMs);
  }
}

export function wasTold(node: VirtualNode, said: string): boolean {
  return node.toldToAll.includes(said);
}

/** After whatever was said to everybody, nobody says anything more about it. */
export function fallSilent(world: Simulation): void {
  world.run(SILENT_MS);
  const before = framesOf(world.lives, castWords);
  world.run(SILENT_MS);
  world.expect('the network is silent', () => framesOf(world.lives, castWords) === before);
}

/** Each is linked to each other of them, over as many others of them as it takes. */
export function becomeOne(world: Simulation, nodes: readonly VirtualNode[], withinMs: number) {
  world.until('they are one network', () => partsOf(nodes).length === 1, withinMs);
}

/** The parts into which these nodes fall, if nobody else passes anything on. */
function partsOf(nodes: readonly VirtualNode[]): readonly (readonly VirtualNode[])[] {
  const left = new Map(nodes.map((node) => [node.id, node]));
  const parts: VirtualNode[][] = [];
  for (const [, first] of left) {
    const part: VirtualNode[] = [];
    const ahead = [first];
    left.delete(first.id);
    for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
      part.push(node);
      for (const id of neighboursOf(node)) {
        const next = left.get(id);
        if (next === undefined || !neighboursOf(next).includes(node.id)) continue;
        left.delete(id);
        ahead.push(next);
      }
    }
    parts.push(part);
  }
  return parts;
}

/** From then on it is sent what others say to all. */
export function isNeighbour({ context }: VirtualNode, id: PeerId): boolean {
  return context?.overlay.tree.neighbours.has(id) === true;
}

export function neighboursOf({ context }: VirtualNode): readonly string[] {
  return context === null ? [] : [...context.overlay.view.active.keys()];
}

/** Everybody whom it believes to be there, by what they say or by a connection. */
export function believesAlive({ context }: VirtualNode, { id }: VirtualNode): boolean {
  return context?.peers.get(id)?.state === 'alive';
}

export function stateOf({ context }: VirtualNode, { id }: VirtualNode): string {
  return context?.peers.get(id)?.state ?? 'unknown';
}

/** A seed node has found it where it says, and tells others of it. */
export function isListedBy({ context }: VirtualNode, { id }: VirtualNode): boolean {
  return context?.overlay.roll?.entries.get(id)?.isVerified === true;
}

/** All of these nodes know that all of these nodes are there. */
export function knowEachOther(
  world: Simulation,
  nodes: readonly VirtualNode[],
  withinMs: number,
): void {
  for (const node of nodes) {
    for (const other of nodes) {
      if (node === other) continue;
      const what = `${node.name} knows that ${other.name} is there`;
      world.until(what, () => believesAlive(node, other), withinMs);
    }
  }
}

const TOLD_MS_MAX = 5_000;
const SILENT_MS = 5_000;
