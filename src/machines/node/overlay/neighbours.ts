import { grow as growMail, shed as shedMail } from '../../../overlay/mail/mail.ts';
import { grow, shed } from '../../../overlay/tree/tree.ts';
import { depart } from '../../../overlay/view/depart.ts';
import { guestsOf, isGuest } from '../../../overlay/view/draw-neighbours.ts';
import { admits, enter, pin } from '../../../overlay/view/enter.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Purpose } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { LinkEntry, NodeContext } from '../context/node-context.ts';
import { mailed, nowOf } from '../mail/mailed.ts';
import { departureOf, hasSaidGoodbye } from './departures.ts';
import { reportMissing } from './missing-peers.ts';
import { treed, viewed } from './overlay-asked.ts';
import { presenceSoon } from './own-presence.ts';
import { isApproach, isNeighbour } from './purposes.ts';

/** Who came by itself needs a place. */
export function hasPlaceFor(context: NodeContext, peer: PeerId, purpose: string): boolean {
  if (!isApproach(purpose)) return true;
  return context.config.role !== 'seed' && admits(context.overlay.view, peer, purpose as Purpose);
}

export function neighbourEntered(before: NodeContext, entry: LinkEntry, at: number): Judged {
  if (!isNeighbour(entry)) return [before, []];
  const { address: linkAddress, listens, inbound: isInbound, connects } = entry;
  const id = entry.peer!;
  const purpose = purposeOf(entry);
  const isPinned = purpose === 'stay' || connects.length > 0;
  const address = isInbound && listens === linkAddress ? '' : listens;
  const arrival = { id, address, linkAddress, isInbound, isPinned, purpose };
  return chain(
    [before, []],
    (context) => viewed(context, enter(context.overlay.view, arrival, at), at),
    (context) => treed(context, grow(context.overlay.tree, id, at, !isOneTooMany(context, id)), at),
    (context) => mailed(context, growMail(context.overlay.mail, id, nowOf(context, at)), at),
    (context) => [presenceSoon(context, at), []],
  );
}

/** The user wants this one, however its connection came about. */
export function pinned(context: NodeContext, id: PeerId, at: number): Judged {
  return viewed(context, pin(context.overlay.view, id, true, at), at);
}

export function neighbourDeparted(
  before: NodeContext,
  entry: LinkEntry,
  reason: Reason,
  at: number,
): Judged {
  if (!isNeighbour(entry)) return [before, []];
  const id = entry.peer!;
  const how = hasSaidGoodbye(before, id) ? 'left' : departureOf(reason);
  return chain(
    [before, []],
    (context) => treed(context, shed(context.overlay.tree, id, at), at),
    (context) => mailed(context, shedMail(context.overlay.mail, id, nowOf(context, at)), at),
    (context) => viewed(context, depart(context.overlay.view, id, how, at), at),
    (context) => (how === 'lost' ? reportMissing(context, id) : [context, []]),
  );
}

/** Anybody may come to stay, and to be sent all that is said to everybody: who wants it asks. */
function isOneTooMany({ overlay: { view } }: NodeContext, id: PeerId): boolean {
  const neighbour = view.active.get(id);
  return neighbour !== undefined && isGuest(neighbour) && guestsOf(view).length > limits.guestsMax;
}

/** A later version may dial for something that is not known here: then it is a user's wish. */
function purposeOf({ purpose }: LinkEntry): Purpose {
  return isApproach(purpose) ? (purpose as Purpose) : 'stay';
}
