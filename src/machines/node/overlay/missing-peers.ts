import { strike } from '../../../overlay/presence/roster.ts';
import { spendProbe } from '../../../overlay/probe-budgets.ts';
import { release, report as rollReport } from '../../../overlay/roll.ts';
import { refuted, verified } from '../../../overlay/view/verify.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Lead } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type LinkEntry, type NodeContext } from '../context/node-context.ts';
import { sayTo } from '../context/say-to.ts';
import { peerNews, placeOf } from '../peers/known-peers.ts';
import { departureOf, hasSaidGoodbye, isGoneFor } from './departures.ts';
import { probe, rolled, viewed } from './overlay-asked.ts';

/**
 * Somebody does not answer any more. Whoever loses a neighbour without a farewell says so to its other
 * neighbours and to its seed nodes; and nobody believes it. They look for themselves, within budgets, and only who
 * is not found is lost to them: who calls everybody dead costs everybody a few dials.
 */
export function reportMissing(context: NodeContext, id: PeerId): Judged {
  const { peers, links, config } = context;
  const peer = peers.get(id);
  if (config.presenceIntervalMs === 0 || peer === undefined || peer.address === '')
    return [context, []];
  const asked: Asked[] = [];
  const message = { kind: 'missing', peer: { id, address: peer.address } } as const;
  for (const { peer: to, state } of links.values()) {
    if (to !== null && to !== id && state === 'established')
      asked.push(...sayTo(context, to, [message]));
  }
  return [context, asked];
}

/** Where it was is known here, or it is nobody this node could miss. */
export function hearMissing(
  before: NodeContext,
  from: LinkEntry,
  { id }: Lead,
  at: number,
): Judged {
  const { roll, budgets } = before.overlay;
  if (roll !== null) return rolled(before, rollReport(roll, id, from.address, at), at);
  const peer = before.peers.get(id);
  const address = placeOf(before, id);
  const isUnknown = peer === undefined || peer.link !== null || address === '';
  if (isUnknown || peer.state === 'lost' || peer.state === 'left') return [before, []];
  if (!hasRoomToLook(before, id)) return [before, []];
  const spent = spendProbe(budgets, from.address, address, at);
  if (spent === null) return [before, []];
  const lead = { id, address };
  return probe(changeOverlay(before, { budgets: spent }), { for: 'missing', lead }, at);
}

/** One look for each is enough, however many say so, and no liar keeps all places for dials. */
function hasRoomToLook({ links }: NodeContext, id: PeerId): boolean {
  let looks = 0;
  for (const { probe: wanted } of links.values()) {
    if (wanted?.for !== 'missing') continue;
    if (wanted.lead.id === id) return false;
    looks += 1;
  }
  return looks < limits.probesAtOnceMax;
}

/** Its last connection ended, and it did not only part from this node: what it said before is over. */
export function peerGone(before: NodeContext, id: PeerId, reason: Reason, at: number): Judged {
  const saidGoodbye = hasSaidGoodbye(before, id);
  if (!isGoneFor(reason) && !saidGoodbye) return [before, []];
  const how = departureOf(reason) === 'lost' && !saidGoodbye ? 'lost' : 'left';
  const { roster, roll } = before.overlay;
  return chain(
    [changeOverlay(before, { roster: strike(roster, id, at) }), []],
    (context) => (roll === null ? [context, []] : rolled(context, release(roll, id, how, at), at)),
    (context) => (saidGoodbye ? peerNews(context, id, 'left', 'presence', at) : [context, []]),
  );
}

export function found(before: NodeContext, lead: Lead, at: number): Judged {
  return viewed(before, verified(before.overlay.view, lead, at), at);
}

export function gone(before: NodeContext, lead: Lead, at: number): Judged {
  const { view, roster } = before.overlay;
  return chain(
    [changeOverlay(before, { roster: strike(roster, lead.id, at) }), []],
    (context) => viewed(context, refuted(view, lead, at), at),
    (context) =>
      hasSaidGoodbye(context, lead.id)
        ? [context, []]
        : peerNews(context, lead.id, 'lost', 'missing', at),
  );
}
