import { changePeer, type NodeContext, type PeerEntry } from '../context/node-context.ts';

/** Remembers who stands at the other end of a link; null: no room to remember one more peer. */
export function meet(context: NodeContext, link: string, at: number): NodeContext | null {
  const { peer, name, instance, listens, inbound } = context.links.get(link)!;
  const id = peer!;
  const known = context.peers.get(id);
  const isDialled = !inbound || (known?.isDialled === true && known.address === listens);
  const place = { address: listens, isPlaceSeen: true, isDialled };
  const seen = { name, ...place, instance: instance!, seenAt: at };
  if (known !== undefined) return changePeer(context, id, seen);
  const peers = withRoom(context);
  if (peers === null) return null;
  const fresh: PeerEntry = {
    id,
    ...seen,
    state: 'known',
    link: null,
    rttUs: null,
    closeCode: null,
  };
  return { ...context, peers: peers.set(id, fresh) };
}

/**
 * Of a full table, the peer that has not been seen for longest is forgotten, of those that were only heard of as long as
 * there are any, then of those that only came by themselves: a key costs nothing, and whoever has many could else make a
 * node forget all that it has met. Never one in use.
 */
export function withRoom({ peers, links }: NodeContext): NodeContext['peers'] | null {
  if (!peers.isFull) return peers;
  const inUse = new Set([...links.values()].map((entry) => entry.peer));
  let oldest: PeerEntry | null = null;
  for (const peer of peers.values()) {
    if (inUse.has(peer.id)) continue;
    if (oldest === null || isForgottenBefore(peer, oldest)) oldest = peer;
  }
  return oldest === null ? null : peers.delete(oldest.id);
}

function isForgottenBefore(peer: PeerEntry, other: PeerEntry): boolean {
  if (peer.isPlaceSeen !== other.isPlaceSeen) return other.isPlaceSeen;
  if (peer.isDialled !== other.isDialled) return other.isDialled;
  return peer.seenAt < other.seenAt;
}
