import { limits } from '../protocol/limits.ts';
import { hostNameOf } from './host-of.ts';

/** Where a peer was. */
export interface PlaceSeen {
  readonly address: string;
  /** By a dial of this node's own; else the peer came by itself. */
  readonly isDialled: boolean;
}

/**
 * Of peers, whoever was seen last first, those that are kept for the next run. If these are too many, whom this node has
 * dialled is kept first, and hosts in turns, those seen last of each: a key costs nothing, and whoever comes with many
 * could else be all that the next run begins with.
 */
export function whomToSave<Peer extends PlaceSeen>(peers: readonly Peer[]): readonly Peer[] {
  if (peers.length <= limits.savedPeersMax) return peers;
  const turns = turnsOf(peers);
  const ranked = peers.toSorted(
    (a, b) => Number(b.isDialled) - Number(a.isDialled) || turns.get(a)! - turns.get(b)!,
  );
  const kept = new Set(ranked.slice(0, limits.savedPeersMax));
  return peers.filter((peer) => kept.has(peer));
}

/** How many of each peer's host come before it. */
function turnsOf<Peer extends PlaceSeen>(peers: readonly Peer[]): ReadonlyMap<Peer, number> {
  const counts = new Map<string, number>();
  const turns = new Map<Peer, number>();
  for (const peer of peers) {
    const crowd = `${hostNameOf(peer.address)} ${peer.isDialled}`;
    const turn = counts.get(crowd) ?? 0;
    counts.set(crowd, turn + 1);
    turns.set(peer, turn);
  }
  return turns;
}
