import { limits } from '../../protocol/limits.ts';
import { spendProbe } from '../probe-budgets.ts';
import { candidates, drawLead } from './draw-lead.ts';
import { lookAround, nextLookAt } from './look-around.ts';
import { recall, recallAt } from './reserve.ts';
import {
  type Approach,
  type ApproachPurpose,
  type Rumour,
  unpinned,
  type View,
  type ViewChange,
} from './view.ts';

/** What every change ends with: places that are free are asked for, leads are verified, and the next time is set. */
export function tend(change: ViewChange, at: number): ViewChange {
  const [view, asked] = lookAround(refill(change, at), at);
  return [{ ...view, wakeAt: wakeAt(view, at) }, asked];
}

/** Asks for a place at somebody's; null where no dial may be made now. */
export function approach(
  view: View,
  { id, address, from }: Rumour,
  how: Pick<Approach, 'purpose' | 'displaces'>,
  at: number,
): ViewChange | null {
  if (view.approaches.isFull || view.approaches.has(id)) return null;
  const isVerified = view.passive.get(id)?.verifiedAt != null;
  const budgets = isVerified ? view.budgets : spendProbe(view.budgets, from, address, at);
  if (budgets === null) return null;
  const approaches = view.approaches.set(id, { id, address, from, ...how });
  return [
    { ...view, budgets, approaches },
    [{ type: 'view.approach', lead: { id, address }, purpose: how.purpose }],
  ];
}

/** Who never was anybody's neighbour joins, through one other at first; who has few, and was refused by several, is in need too. */
export function purposeNow(view: View): ApproachPurpose {
  const { active, approaches, hasJoined } = view;
  if (active.size > 0) return isTired(view) && hasFew(view) ? 'need' : 'want';
  if (hasJoined) return 'need';
  const isJoining = [...approaches.values()].some(({ purpose }) => purpose === 'join');
  return isJoining ? 'want' : 'join';
}

/** So many had no place that others hardly have one either. */
function isTired({ refusals }: View): boolean {
  return refusals >= limits.approachesMax;
}

function hasFew({ active }: View): boolean {
  return active.size < limits.outboundNeighbours;
}

function refill([start, before]: ViewChange, at: number): ViewChange {
  let view = start;
  const asked = [...before];
  while (wantsMore(view) && restUntil(view) <= at) {
    view = recall(view, at);
    const [lead, random] = drawLead(view, at);
    if (lead === null) break;
    view = { ...view, random };
    const change = approach(view, lead, { purpose: purposeNow(view), displaces: false }, at);
    if (change === null) {
      const later = { ...lead, restUntil: at + limits.probeHealMs * 1_000 };
      view = { ...view, passive: view.passive.set(lead.id, later) };
    } else {
      view = change[0];
      asked.push(...change[1]);
    }
  }
  return [view, asked];
}

/** Whether somebody is to be asked for a place; where nobody can come, all neighbours have to be asked. */
function wantsMore(view: View): boolean {
  const { own, approaches } = view;
  const neighbours = unpinned(view);
  const chosen = neighbours.filter(({ isInbound }) => !isInbound).length;
  const share = own.address === '' ? limits.activeViewMax : limits.outboundNeighbours;
  const isFull = neighbours.length + approaches.size >= limits.activeViewMax;
  return !isFull && !approaches.isFull && chosen + approaches.size < share;
}

/**
 * Where several had no place, the next is asked later; but not by who is in need, and whom nobody may refuse. And where
 * there is no room to dial, nobody is asked.
 */
function restUntil(view: View): number {
  return hasFew(view) ? view.asksFrom : Math.max(view.asksFrom, view.restUntil);
}

function wakeAt(view: View, at: number): number | null {
  const times = [view.shuffleAt, nextLookAt(view, at)];
  if (wantsMore(view)) {
    for (const lead of candidates(view)) times.push(Math.max(lead.restUntil, restUntil(view)));
    times.push(recallAt(view, Math.max(at, restUntil(view))));
  }
  return times.reduce((first, time) => earlier(first, time), null);
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
