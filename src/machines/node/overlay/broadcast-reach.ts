import { isHere } from '../../../overlay/presence/roster.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { NodeContext } from '../context/node-context.ts';
import { isNeighbour } from './purposes.ts';

/** Whom a broadcast goes to directly, and who is known and not there to get it. */
export interface Reach {
  readonly linked: readonly PeerId[];
  readonly unreachable: readonly PeerId[];
}

export function reachOf({ links, peers, overlay }: NodeContext): Reach {
  const linked: PeerId[] = [];
  for (const entry of links.values()) {
    if (entry.state === 'established' && entry.reported && isNeighbour(entry))
      linked.push(entry.peer!);
  }
  const unreachable: PeerId[] = [];
  for (const { id, link } of peers.values()) {
    if (link === null && !isHere(overlay.roster, id)) unreachable.push(id);
  }
  return { linked: linked.sort(), unreachable: unreachable.sort() };
}
