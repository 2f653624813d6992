import type { Purpose } from '../../src/protocol/messages.ts';
import { enter } from '../../src/overlay/view/enter.ts';
import { noteLead, UNTRIED } from '../../src/overlay/view/note-lead.ts';
import { newView, ownAddress } from '../../src/overlay/view/view.ts';
import type { Arrival, View, ViewAsked } from '../../src/overlay/view/view.ts';
import { addressOf, idOf, leadOf } from './pure-views.ts';

/** Who is in a view: by their numbers, each in one of its parts. */
export interface Members {
  readonly outbound?: readonly number[];
  readonly inbound?: readonly number[];
  readonly pinned?: readonly number[];
  /** Passive leads that were verified at the start, and others. */
  readonly verified?: readonly number[];
  readonly leads?: readonly number[];
  readonly seed?: number;
  readonly exchanges?: boolean;
  readonly address?: string;
}

export const SELF = 0;

/** A view of node 0 at time 0, with nothing under way. */
export function viewWith(members: Members): View {
  const { seed = 1, exchanges = true, address = addressOf(SELF) } = members;
  let view = ownAddress(newView({ own: idOf(SELF), seed, exchanges }), address);
  for (const index of members.outbound ?? []) view = enter(view, arrival(index, 'out'), 0)[0];
  for (const index of members.inbound ?? []) view = enter(view, arrival(index, 'want'), 0)[0];
  for (const index of members.pinned ?? []) view = enter(view, pinnedArrival(index), 0)[0];
  for (const neighbour of view.active.values()) {
    const active = view.active.set(neighbour.id, { ...neighbour, isVerified: true });
    view = { ...view, active };
  }
  for (const index of members.verified ?? []) view = noted(view, index, 0);
  for (const index of members.leads ?? []) view = noted(view, index, null);
  const probes = [...view.probes.keys()].reduce((left, id) => left.delete(id), view.probes);
  return { ...view, probes, shuffleAt: null };
}

/** A connection as it comes: dialled by this node, or by the other one for some purpose. */
export function arrival(index: number, purpose: Purpose | 'out'): Arrival {
  return {
    id: idOf(index),
    address: addressOf(index),
    linkAddress: purpose === 'out' ? addressOf(index) : linkAddressOf(index),
    isInbound: purpose !== 'out',
    isPinned: false,
    purpose: purpose === 'out' ? 'want' : purpose,
  };
}

export function pinnedArrival(index: number): Arrival {
  return { ...arrival(index, 'out'), isPinned: true, purpose: 'stay' };
}

/** Where the link of an inbound neighbour comes from. */
function linkAddressOf(index: number): string {
  return addressOf(index).replace(/:7000$/, ':50123');
}

export function ids(of: Iterable<string>): readonly string[] {
  return [...of].toSorted();
}

export function idsOf(...indices: readonly number[]): readonly string[] {
  return indices.map(idOf).toSorted();
}

export function range(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}

export function askedOf<T extends ViewAsked['type']>(
  asked: readonly ViewAsked[],
  type: T,
): readonly Extract<ViewAsked, { type: T }>[] {
  return asked.filter((each): each is Extract<ViewAsked, { type: T }> => each.type === type);
}

function noted(view: View, index: number, verifiedAt: number | null): View {
  return noteLead(view, { ...leadOf(index), from: null }, { ...UNTRIED, verifiedAt }, 0);
}
