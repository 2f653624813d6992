import { parseAddress } from '../../protocol/address.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { isNamed, isWithin, scopeOf } from '../address-scope.ts';
import { drawSome } from './draw-some.ts';
import { ofOneHost } from './of-one-host.ts';
import { isFresh, type PassiveLead, type Rumour, type View } from './view.ts';

/** What is known of a lead beside its address. */
export type Repute = Pick<PassiveLead, 'verifiedAt' | 'failures' | 'restUntil'>;

export const UNTRIED: Repute = { verifiedAt: null, failures: 0, restUntil: 0 };

/**
 * Takes a lead into the passive view, unless it is known or leads to this node or a neighbour. Where the view is
 * full, another one goes, on the host that has most: those first that were just given away (`given`), then any. Of
 * verified ones a few stay whatever is told, so that nobody can fill the view with inventions alone.
 */
export function noteLead(
  view: View,
  rumour: Rumour,
  repute: Repute,
  at: number,
  given: readonly PeerId[] = [],
): View {
  if (!isWorthNoting(view, rumour)) return view;
  const { id, address, from } = rumour;
  const known = view.passive.get(id);
  if (known !== undefined && !isBetter(rumour, repute, known)) return view;
  const room = known === undefined ? withRoom(view, given, at) : view;
  const lead = { id, address, from, ...repute };
  return room.passive.isFull && known === undefined
    ? room
    : { ...room, passive: room.passive.set(id, lead) };
}

/**
 * Whether whoever told it can know: nobody far away tells of what is near this node alone. Where a name leads is not
 * known before it is dialled, and it can be here, or as many names one victim: so names are believed of those alone
 * whom this node found by a name itself.
 */
export function isCredible({ address, from }: Rumour): boolean {
  if (parseAddress(address) === null) return false;
  if (from === null) return true;
  return isWithin(address, scopeOf(from)) && (!isNamed(address) || isNamed(from));
}

/** Whether it leads to somebody else than this node and its neighbours, by the word of somebody who can know. */
export function isWorthNoting(view: View, rumour: Rumour): boolean {
  const { id, address } = rumour;
  if (id === view.own.id || address === view.own.address || view.active.has(id)) return false;
  return isCredible(rumour);
}

/** Hearsay replaces only what is in doubt. */
function isBetter({ address }: Rumour, { verifiedAt }: Repute, known: PassiveLead): boolean {
  if (verifiedAt !== null) return true;
  return known.address !== address && known.verifiedAt === null && known.failures > 0;
}

function withRoom(view: View, given: readonly PeerId[], at: number): View {
  if (!view.passive.isFull) return view;
  const leads = [...view.passive.values()];
  const verified = leads.filter((lead) => isFresh(lead, at));
  const staysAll = verified.length <= limits.verifiedLeadsMin;
  const inDoubt = leads.filter((lead) => !staysAll || !isFresh(lead, at));
  const canGo = ofOneHost(inDoubt, ({ address }) => address);
  const first = canGo.find(({ id }) => given.includes(id));
  if (first !== undefined) return { ...view, passive: view.passive.delete(first.id) };
  const [[any], random] = drawSome(view.random, canGo, 1);
  return any === undefined ? view : { ...view, random, passive: view.passive.delete(any.id) };
}
