import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { noteLead } from './note-lead.ts';
import { tend } from './tend.ts';
import type { Departure, Neighbour, View, ViewChange } from './view.ts';

/**
 * A neighbour is none any more. Who left is forgotten; who was lost may come back, and who was parted from is there
 * still: these are left alone for a while.
 */
export function depart(view: View, id: PeerId, how: Departure, at: number): ViewChange {
  const gone = withoutNeighbour(view, id, how, at);
  if (how !== 'left') return tend([gone, []], at);
  const [passive, reserve] = [gone.passive.delete(id), gone.reserve.delete(id)];
  return tend([{ ...gone, passive, reserve, newcomers: gone.newcomers.delete(id) }, []], at);
}

export function withoutNeighbour(view: View, id: PeerId, how: Departure, at: number): View {
  const neighbour = view.active.get(id);
  if (neighbour === undefined) return view;
  const active = view.active.delete(id);
  const left: View = {
    ...view,
    active,
    refusals: 0,
    restUntil: 0,
    shuffleAt: active.size === 0 ? null : view.shuffleAt,
    awaited: view.awaited?.by === id ? null : view.awaited,
  };
  return staysKnown(left, neighbour, how) ? remembered(left, neighbour, how, at) : left;
}

function staysKnown(view: View, neighbour: Neighbour, how: Departure): boolean {
  const { address, isPinned, isInbound } = neighbour;
  if (how === 'left' || address === '') return false;
  // Whoever dialled it for its user goes on dialling, or its user wants it no more.
  if (isPinned && !isInbound && (how === 'lost' || !view.exchanges)) return false;
  if (how === 'lost' && view.passive.isFull) return false;
  return view.exchanges || !isInbound;
}

function remembered(view: View, neighbour: Neighbour, how: Departure, at: number): View {
  const { id, address, isVerified, isInbound, linkAddress } = neighbour;
  const isParted = how === 'parted';
  const repute = {
    verifiedAt: isParted && isVerified ? at : null,
    failures: isParted ? 0 : 1,
    restUntil: at + limits.approachRestMs * 1_000,
  };
  const from = isInbound && !isVerified ? linkAddress : null;
  return noteLead(view, { id, address, from }, repute, at);
}
