import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { shortPeer } from '../parts/formats.ts';
import type { DrawnPeer } from './drawn-peers.ts';

/** What somebody is called where there is room for a few letters. As others chose it: to be cleaned. */
export function nameOf({ name, peer, address, id }: DrawnPeer): string {
  return name || shortPeer(peer) || address || id;
}

/** What this node calls itself. */
export function ownName({ name, peer }: OverlayShown['self']): string {
  return name || shortPeer(peer);
}

/** What somebody is to this node. */
export function kindInWords(peer: DrawnPeer): string {
  const { kind, link, tie, isVerified } = peer;
  switch (kind) {
    case 'neighbour':
      return `neighbour${isPinned(peer) ? ', pinned' : ''}, ${tie === 'eager' ? 'sent all at once' : 'told what there is'}`;
    case 'linked':
      return `link, ${link?.state ?? ''}`;
    case 'present':
      return 'says that it is there';
    case 'lead':
      return isVerified === true ? 'lead, seen there' : 'lead, hearsay';
  }
}

export function isPinned({ link }: DrawnPeer): boolean {
  return link !== null && 'pinned' in link && link.pinned;
}

/** The nearer somebody is, the larger they are drawn. */
export const peerRadii = { neighbour: 9, linked: 7, present: 5, lead: 3.5 } as const;

const lettersMax = 14;

/** As much of a name as there is room for. */
export function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length <= lettersMax ? name : `${letters.slice(0, lettersMax - 1).join('')}…`;
}
