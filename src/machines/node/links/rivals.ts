import type { PeerId } from '../../../protocol/peer-id.ts';
import type { LinkEntry, NodeContext } from '../context/node-context.ts';
import { compareInstances } from '../peers/compare-instances.ts';

/**
 * Two nodes that dial each other at the same time end up with two links. Both sides see both, in any
 * order, and must keep the same one. The rules, each decided by what both sides know:
 *
 * - a link to an older instance of the peer always yields: that instance is gone;
 * - of links dialled by either side, the one that the lower id dialled wins;
 * - of links dialled by the same side, that side decides: it keeps the one it has, and the other
 *   side waits for its verdict.
 */
export function rivalsOf(context: NodeContext, link: string, peer: PeerId): readonly LinkEntry[] {
  const rivals: LinkEntry[] = [];
  for (const entry of context.links.values()) {
    const serves = entry.state === 'accepted' || entry.state === 'established';
    if (entry.peer === peer && entry.link !== link && serves) rivals.push(entry);
  }
  return rivals;
}

/** Of two links to one peer: whether this one is to a later life of it. */
export function succeedsInstanceOf(entry: LinkEntry, other: LinkEntry): boolean {
  return compareInstances(entry.instance!, other.instance!) > 0;
}

export function sameDialler(a: LinkEntry, b: LinkEntry): boolean {
  return a.inbound === b.inbound;
}

/** Of two links dialled by different sides: whether this is the one the lower id dialled. */
export function lowerIdDialled(self: PeerId, link: LinkEntry): boolean {
  const diallerIsSelf = !link.inbound;
  return diallerIsSelf === self < link.peer!;
}
