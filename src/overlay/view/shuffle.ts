import { limits } from '../../protocol/limits.ts';
import type { Lead, Shuffle, Shuffled } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { drawBelow, type RandomStream } from '../../values/random-stream.ts';
import { isWithin } from '../address-scope.ts';
import { drawNeighbours } from './draw-neighbours.ts';
import { drawSome } from './draw-some.ts';
import { isCredible, noteLead, UNTRIED } from './note-lead.ts';
import { isFresh, type Neighbour, type View, type ViewChange } from './view.ts';

/** Sends own leads on a walk, and says when that is to be done again. */
export function shuffle(view: View, at: number): ViewChange {
  const { value, next } = drawBelow(view.jitter, limits.shuffleIntervalMs / 5);
  const shuffleAt = at + (0.9 * limits.shuffleIntervalMs + value) * 1_000;
  const later = { ...view, jitter: next, shuffleAt };
  const [[to], random] = drawNeighbours(view.random, view, () => true, 1);
  if (to === undefined) return [later, []];
  const { leads, sent, next: left } = leadsFor(random, view, to, [to.id], at);
  const awaited = { by: to.id, sent };
  const path = [view.own.id];
  const message = { kind: 'shuffle', path, ttl: limits.shuffleWalkHops, leads } as const;
  return [{ ...later, random: left, awaited }, [{ type: 'view.say', to: to.id, message }]];
}

/** Passes others' leads on; where their walk ends, they are kept, and others go back the way they came. */
export function hearShuffle(
  view: View,
  teller: Neighbour,
  { path, ttl, leads }: Shuffle,
  at: number,
): ViewChange {
  if (path.at(-1) !== teller.id || path.length > limits.shuffleWalkHops) return [view, []];
  const told = credible(leads, teller);
  const left = Math.min(ttl, limits.shuffleWalkHops) - 1;
  const isNew = ({ id }: Neighbour) => !path.includes(id);
  const [[next], random] = drawNeighbours(view.random, view, isNew, 1);
  if (left <= 0 || next === undefined) return endShuffle(view, teller, path, told, at);
  const fit = told.filter(({ address }) => isWithin(address, next.scope));
  const message = { kind: 'shuffle', path: [...path, view.own.id], ttl: left, leads: fit } as const;
  return [{ ...view, random }, [{ type: 'view.say', to: next.id, message }]];
}

/** Passes an answer back, or keeps what it tells: once for each own shuffle, and from where that was sent. */
export function hearShuffled(
  view: View,
  teller: Neighbour,
  { path, leads }: Shuffled,
  at: number,
): ViewChange {
  const told = credible(leads, teller);
  const next = path.at(-1);
  if (next === undefined) {
    if (view.awaited?.by !== teller.id) return [view, []];
    const { sent } = view.awaited;
    return [kept({ ...view, awaited: null }, told, teller, sent, at), []];
  }
  const to = view.active.get(next);
  if (to === undefined || path.length > limits.shuffleWalkHops) return [view, []];
  const fit = told.filter(({ address }) => isWithin(address, to.scope));
  const message = { kind: 'shuffled', path: path.slice(0, -1), leads: fit } as const;
  return [view, [{ type: 'view.say', to: to.id, message }]];
}

function endShuffle(
  view: View,
  teller: Neighbour,
  path: readonly PeerId[],
  told: readonly Lead[],
  at: number,
): ViewChange {
  const known = [teller.id, path[0]!, ...told.map(({ id }) => id)];
  const { leads, sent, next } = leadsFor(view.random, view, teller, known, at);
  const message = { kind: 'shuffled', path: path.slice(0, -1), leads } as const;
  const left = kept({ ...view, random: next }, told, teller, sent, at);
  return [left, [{ type: 'view.say', to: teller.id, message }]];
}

function kept(
  view: View,
  leads: readonly Lead[],
  { linkAddress }: Neighbour,
  sent: readonly PeerId[],
  at: number,
): View {
  return leads.reduce(
    (left, lead) => noteLead(left, { ...lead, from: linkAddress }, UNTRIED, at, sent),
    view,
  );
}

function credible(leads: readonly Lead[], { linkAddress }: Neighbour): readonly Lead[] {
  return leads.filter((lead) => isCredible({ ...lead, from: linkAddress }));
}

/** This node, some neighbours and some passive leads, as far as they are known to be true; `sent` are the passive ones. */
function leadsFor(
  random: RandomStream,
  view: View,
  to: Neighbour,
  exceptFor: readonly PeerId[],
  at: number,
) {
  const { own, passive } = view;
  const mayTell = ({ id, address }: Lead) =>
    address !== '' && !exceptFor.includes(id) && isWithin(address, to.scope);
  const isVerified = (each: Neighbour) => each.isVerified && mayTell(each);
  const fresh = [...passive.values()].filter((lead) => isFresh(lead, at) && mayTell(lead));
  const [neighbours, left] = drawNeighbours(random, view, isVerified, limits.shuffleActive);
  const [others, next] = drawSome(left, fresh, limits.shufflePassive);
  const leads = [own, ...neighbours, ...others].filter(mayTell).map(leadOf);
  return { leads, sent: others.map(({ id }) => id), next };
}

function leadOf({ id, address }: Lead): Lead {
  return { id, address };
}
