import { limits } from '../../protocol/limits.ts';
import type { Lead } from '../../protocol/messages.ts';
import { candidates, fewestFailures } from './draw-lead.ts';
import { isWorthNoting, noteLead, UNTRIED } from './note-lead.ts';
import type { PassiveLead, Reserved, View } from './view.ts';

/**
 * Peers of earlier runs are more than the passive view holds, and many of them can be gone. So those that were seen last
 * are in it, and the others wait in reserve: when a neighbour is wanted, and each lead that could be asked has been dialled
 * in vain more often than one in reserve, that one changes places with a lead that failed. So all of them have their
 * turn, one after the other, before any has its second.
 */
export function reserved(view: View, leads: readonly Lead[], at: number): View {
  let left = view;
  for (const [rank, { id, address }] of leads.entries()) {
    const lead = { id, address, from: null };
    if (!left.passive.isFull) left = noteLead(left, lead, UNTRIED, at);
    else if (!left.reserve.isFull) left = putBack(left, { ...lead, ...UNTRIED, rank });
  }
  return left;
}

/** With one more of them in the passive view, if it is one's turn. */
export function recall(view: View, at: number): View {
  if (view.reserve.size === 0) return view;
  const all = candidates(view);
  const fewest = fewestFailures(all.filter(({ restUntil }) => restUntil <= at));
  const next = first(view, (lead) => lead.restUntil <= at && lead.failures < fewest);
  if (next === null) return view;
  const rest = { ...view, reserve: view.reserve.delete(next.id) };
  if (rest.passive.has(next.id) || !isWorthNoting(rest, next)) return recall(rest, at);
  const gives = rest.passive.isFull ? mostInVain(all) : null;
  if (rest.passive.isFull && gives === null) return view;
  const { rank: _, ...lead } = next;
  const room = gives === null ? rest : putBack(rest, { ...gives, rank: limits.savedPeersMax });
  return { ...room, passive: room.passive.delete(gives?.id ?? '').set(lead.id, lead) };
}

/** When one has rested that may not be recalled now; null: there is none. */
export function recallAt({ reserve }: View, at: number): number | null {
  let soonest = Infinity;
  for (const { restUntil } of reserve.values()) {
    if (restUntil > at) soonest = Math.min(soonest, restUntil);
  }
  return soonest === Infinity ? null : soonest;
}

function putBack(view: View, lead: Reserved): View {
  return { ...view, reserve: view.reserve.set(lead.id, lead) };
}

function first({ reserve }: View, isMeant: (lead: Reserved) => boolean): Reserved | null {
  let best: Reserved | null = null;
  for (const lead of reserve.values()) {
    if (isMeant(lead) && (best === null || comesBefore(lead, best))) best = lead;
  }
  return best;
}

function comesBefore(lead: Reserved, other: Reserved): boolean {
  const byTurn = lead.failures - other.failures || lead.restUntil - other.restUntil;
  return (byTurn || lead.rank - other.rank || (lead.id < other.id ? -1 : 1)) < 0;
}

function mostInVain(leads: readonly PassiveLead[]): PassiveLead | null {
  const failed = leads.filter(({ failures }) => failures > 0);
  const most = failed.reduce((so, { failures }) => Math.max(so, failures), 0);
  return failed.find(({ failures }) => failures === most) ?? null;
}
