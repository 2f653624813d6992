import type { PeerId } from '../../protocol/peer-id.ts';
import type { LazyLink } from '../origin-window.ts';
import { lazyLinksOf, withLazyLinks } from '../origins.ts';
import type { Origins } from '../origins.ts';
import type { Table } from '../../values/table.ts';
import type { TreeNeighbour } from './tree-state.ts';

/**
 * Each origin has a tree of its own: who is eager is known for each origin and neighbour. With one tree for all, casts of
 * two origins that meet a cycle at the same time cut it in two places, and what was cut off grafts itself on again, so
 * that the more nodes speak, the less it settles (measured: 3 copies of each cast with four speakers, instead of 1).
 *
 * A neighbour is eager until it, or this node, says otherwise. What was said to an earlier neighbour of that name is
 * over: it counts only from the time on at which the present one came.
 */
interface Links {
  readonly neighbours: Table<TreeNeighbour>;
  readonly origins: Origins;
}

export function isEager({ neighbours, origins }: Links, peer: PeerId, origin: PeerId): boolean {
  const neighbour = neighbours.get(peer);
  return neighbour !== undefined && linkTo(origins, peer, origin, neighbour) === undefined;
}

/** When it was last asked for that it is lazy; null: it is eager. */
export function lazySince(
  { neighbours, origins }: Links,
  peer: PeerId,
  origin: PeerId,
): number | null {
  const neighbour = neighbours.get(peer);
  if (neighbour === undefined) return null;
  return linkTo(origins, peer, origin, neighbour)?.since ?? null;
}

/** All neighbours that are only told of what this origin begins. */
export function lazyPeers({ neighbours, origins }: Links, origin: PeerId): ReadonlySet<PeerId> {
  const lazy = lazyLinksOf(origins, origin);
  if (lazy.length === 0) return nobody;
  return new Set(lazy.filter((link) => isCurrent(link, neighbours)).map(({ peer }) => peer));
}

const nobody: ReadonlySet<PeerId> = new Set();

export function madeLazy(links: Links, peer: PeerId, origin: PeerId, since: number): Origins {
  const { neighbours, origins } = links;
  const others = lazyLinksOf(origins, origin).filter(
    (link) => link.peer !== peer && isCurrent(link, neighbours),
  );
  return withLazyLinks(origins, origin, [...others, { peer, since }]);
}

export function madeEager({ origins }: Links, peer: PeerId, origin: PeerId): Origins {
  const lazy = lazyLinksOf(origins, origin);
  const others = lazy.filter((link) => link.peer !== peer);
  return others.length === lazy.length ? origins : withLazyLinks(origins, origin, others);
}

/** What this origin begins from now on goes to all neighbours at once. */
export function madeEagerToAll(origins: Origins, origin: PeerId): Origins {
  return lazyLinksOf(origins, origin).length === 0 ? origins : withLazyLinks(origins, origin, []);
}

function linkTo(
  origins: Origins,
  peer: PeerId,
  origin: PeerId,
  { since }: TreeNeighbour,
): LazyLink | undefined {
  return lazyLinksOf(origins, origin).find((link) => link.peer === peer && link.since >= since);
}

function isCurrent({ peer, since }: LazyLink, neighbours: Table<TreeNeighbour>): boolean {
  const neighbour = neighbours.get(peer);
  return neighbour !== undefined && since >= neighbour.since;
}
