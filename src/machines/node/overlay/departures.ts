import type { Departure } from '../../../overlay/view/view.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { NodeContext } from '../context/node-context.ts';
import { compareInstances } from '../peers/compare-instances.ts';

/** With whom a user has parted, the overlay does not come back by itself. */
export function departureOf({ code, by }: Reason): Departure {
  if (code === 'disconnected' || code === 'banned' || (code === 'quit' && by === 'peer')) {
    return 'left';
  }
  return by === 'link' || code === 'silent' || code === 'stalled' ? 'lost' : 'parted';
}

/** It told everybody that it stops, in the life in which it was met last: however its connections end, it is not lost. */
export function hasSaidGoodbye({ overlay, peers }: NodeContext, id: PeerId): boolean {
  const entry = overlay.roster.entries.get(id);
  const peer = peers.get(id);
  if (entry?.state !== 'left' || peer === undefined) return false;
  return compareInstances(peer.instance, entry.instance) <= 0;
}

/** It is not only this connection that has ended, as far as can be known. */
export function isGoneFor(reason: Reason): boolean {
  const hasQuit = reason.code === 'quit' && reason.by === 'peer';
  return hasQuit || departureOf(reason) === 'lost';
}
