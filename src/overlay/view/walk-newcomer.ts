import { limits } from '../../protocol/limits.ts';
import type { Lead, Newcomer } from '../../protocol/messages.ts';
import { isWithin } from '../address-scope.ts';
import { drawNeighbours } from './draw-neighbours.ts';
import { isCredible, noteLead, UNTRIED } from './note-lead.ts';
import { approach } from './tend.ts';
import type { Neighbour, Rumour, View, ViewAsked, ViewChange } from './view.ts';

/** Once it was found where it says, a newcomer's lead sets out to all other neighbours, or to as many as a view holds. */
export function beginWalks(view: View, { id, address }: Lead): ViewChange {
  if (view.newcomers.get(id)?.address !== address) return [view, []];
  const [chosen, random] = ways(view, [id], address, limits.activeViewMax);
  const message = { kind: 'newcomer', peer: { id, address }, ttl: limits.activeWalkHops } as const;
  const asked = chosen.map((to): ViewAsked => ({ type: 'view.say', to: to.id, message }));
  return [{ ...view, random, newcomers: view.newcomers.delete(id) }, asked];
}

/** Passes a newcomer's lead on, or dials it where its walk ends. */
export function walkNewcomer(
  view: View,
  teller: Neighbour,
  { peer, ttl }: Newcomer,
  at: number,
): ViewChange {
  const rumour = { ...peer, from: teller.linkAddress };
  if (peer.id === view.own.id || !isCredible(rumour)) return [view, []];
  const left = Math.min(ttl, limits.activeWalkHops);
  const [[next], random] = ways(view, [teller.id, peer.id], peer.address, 1);
  if (left === 0 || next === undefined) return endWalk(view, rumour, at);
  const walked = { ...view, random };
  const noted = left === limits.passiveWalkHops ? noteLead(walked, rumour, UNTRIED, at) : walked;
  const message = { kind: 'newcomer', peer, ttl: left - 1 } as const;
  return [noted, [{ type: 'view.say', to: next.id, message }]];
}

function endWalk(view: View, rumour: Rumour, at: number): ViewChange {
  if (view.active.has(rumour.id) || rumour.address === view.own.address) return [view, []];
  const change = approach(view, rumour, { purpose: 'want', displaces: true }, at);
  return change ?? [noteLead(view, rumour, UNTRIED, at), []];
}

/** Neighbours that may be told of that address: what is near is not told to those far away. */
function ways(view: View, exceptFor: readonly string[], address: string, count: number) {
  const isFit = ({ id, scope }: Neighbour) => !exceptFor.includes(id) && isWithin(address, scope);
  return drawNeighbours(view.random, view, isFit, count);
}
