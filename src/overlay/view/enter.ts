import { parseAddress } from '../../protocol/address.ts';
import { limits } from '../../protocol/limits.ts';
import type { Purpose } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { WHOLE } from '../../values/budget.ts';
import { drawBelow } from '../../values/random-stream.ts';
import { isWithin, scopeOf } from '../address-scope.ts';
import { withoutNeighbour } from './depart.ts';
import { drawSome } from './draw-some.ts';
import { ofOneHost } from './of-one-host.ts';
import { tend } from './tend.ts';
import { type Arrival, type Neighbour, unpinned, type View, type ViewChange } from './view.ts';

/** Whether there is a place, or one is made, for somebody who dialled this node. */
export function admits(view: View, peer: PeerId, purpose: Purpose): boolean {
  if (purpose === 'enrol' || purpose === 'probe' || view.active.has(peer)) return true;
  if (view.active.isFull) return false;
  if (purpose !== 'want' || view.approaches.has(peer)) return true;
  const neighbours = unpinned(view);
  const inbound = neighbours.filter(({ isInbound }) => isInbound).length;
  return neighbours.length < limits.activeViewMax && inbound < limits.inboundNeighboursMax;
}

/**
 * A connection was established, by either side, or took the place of an older one to the same peer. Whoever joins,
 * needs a neighbour, or is a newcomer whose walk ended here has its place in any case, and another one goes where
 * there are too many; of all others who is too much goes itself.
 */
export function enter(view: View, arrival: Arrival, at: number): ViewChange {
  const { id, isInbound, purpose } = arrival;
  if (view.active.isFull && !view.active.has(id)) {
    return tend([view, [{ type: 'view.part', peer: id }]], at);
  }
  const displaces = isInbound ? purpose !== 'want' : (view.approaches.get(id)?.displaces ?? false);
  const isNew = !view.active.has(id);
  const neighbour = neighbourOf(view, arrival, at);
  const met = { ...view, active: view.active.set(id, neighbour) };
  const settled = { ...withShuffleSoon(met, at), ...forgetting(view, id) };
  const walks = isNew && isInbound && (purpose === 'join' || purpose === 'stay');
  const next = walks ? withNewcomer(settled, neighbour) : settled;
  return tend(withinBounds([next, []], id, displaces, at), at);
}

/** The user wants this neighbour, or does not any more. */
export function pin(view: View, id: PeerId, isPinned: boolean, at: number): ViewChange {
  const neighbour = view.active.get(id);
  if (neighbour === undefined) return [view, []];
  const active = view.active.set(id, { ...neighbour, isPinned });
  return tend(withinBounds([{ ...view, active }, []], id, false, at), at);
}

function neighbourOf(view: View, arrival: Arrival, at: number): Neighbour {
  const { id, linkAddress, isPinned } = arrival;
  const before = view.active.get(id);
  const scope = scopeOf(linkAddress);
  const told = arrival.isInbound && !isWithin(arrival.address, scope) ? '' : arrival.address;
  const address = parseAddress(told) === null ? '' : told;
  const known = view.passive.get(id);
  const wasFound =
    (before?.isVerified === true && before.address === address) ||
    (known?.verifiedAt != null && known.address === address);
  return {
    id,
    address,
    isVerified: address !== '' && (!arrival.isInbound || wasFound),
    isPinned: isPinned || before?.isPinned === true,
    // Whom this node was about to dial, or had dialled, it has chosen itself.
    isInbound: arrival.isInbound && !view.approaches.has(id) && before?.isInbound !== false,
    linkAddress,
    scope,
    wordsWholeAt: before?.wordsWholeAt ?? WHOLE,
    since: before?.since ?? at,
  };
}

function forgetting(view: View, id: PeerId) {
  const [passive, approaches] = [view.passive.delete(id), view.approaches.delete(id)];
  const reserve = view.reserve.delete(id);
  return { passive, reserve, approaches, hasJoined: true, refusals: 0, restUntil: 0 };
}

/** Who has its first neighbour knows few others, and asks soon. */
function withShuffleSoon(view: View, at: number): View {
  if (!view.exchanges || view.shuffleAt !== null) return view;
  const { value, next } = drawBelow(view.jitter, limits.shuffleIntervalMs / 10);
  return { ...view, shuffleAt: at + (1 + value) * 1_000, jitter: next };
}

function withNewcomer(view: View, { id, address, linkAddress, isVerified }: Neighbour): View {
  const { newcomers, exchanges } = view;
  if (!exchanges || address === '' || (newcomers.isFull && !newcomers.has(id))) return view;
  const from = isVerified ? null : linkAddress;
  return { ...view, newcomers: newcomers.set(id, { id, address, from }) };
}

/**
 * Where there are too many, one goes: of those that came by themselves if these are too many, and else of the side
 * that has more than its share, so that in the end everybody has chosen about as many as have come; of that side, one on
 * the host that has most. Who has no right to displace anybody goes itself.
 */
function withinBounds(
  [view, asked]: ViewChange,
  id: PeerId,
  displaces: boolean,
  at: number,
): ViewChange {
  const neighbours = unpinned(view);
  const inbound = neighbours.filter(({ isInbound }) => isInbound);
  const isFlooded = inbound.length > limits.inboundNeighboursMax;
  const isOver = isFlooded || neighbours.length > limits.activeViewMax;
  if (!isOver || view.active.get(id)?.isPinned === true) return [view, asked];
  const outbound = neighbours.filter(({ isInbound }) => !isInbound);
  const side = isFlooded || outbound.length <= limits.outboundNeighbours ? inbound : outbound;
  const crowd = ofOneHost(side, ({ linkAddress }) => linkAddress);
  const others = crowd.filter((each) => each.id !== id);
  const [[other], random] = drawSome(view.random, displaces ? others : [], 1);
  const peer = other?.id ?? id;
  const left = withoutNeighbour({ ...view, random }, peer, 'parted', at);
  return [left, [...asked, { type: 'view.part', peer }]];
}
