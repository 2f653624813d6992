import type { PeerId } from '../../../protocol/peer-id.ts';
import type { NodeContext } from '../context/node-context.ts';
import { isNeighbour } from './purposes.ts';

/**
 * Whom a broadcast goes to directly, and who is known and not there to get it. How somebody is who is only known nobody can
 * say, and neighbours may bring it there; where there are none, it comes to nobody. Seed nodes pass nothing on.
 */
export interface Reach {
  readonly linked: readonly PeerId[];
  readonly unreachable: readonly PeerId[];
}

export function reachOf({ links, peers, config }: NodeContext): Reach {
  const linked: PeerId[] = [];
  for (const entry of links.values()) {
    if (entry.state === 'established' && entry.reported && isNeighbour(entry))
      linked.push(entry.peer!);
  }
  const unreachable: PeerId[] = [];
  for (const { id, link, address, state } of peers.values()) {
    const mayGetIt = linked.length > 0 && (state === 'known' || state === 'alive');
    if (link === null && !mayGetIt && !config.seeds.includes(address)) unreachable.push(id);
  }
  return { linked: linked.sort(), unreachable: unreachable.sort() };
}
