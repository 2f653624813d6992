import type { PeerId } from '../../protocol/peer-id.ts';
import type { PeerNames } from './peer-names.ts';
import { someOf } from './some-of.ts';

export interface Way {
  readonly hops: number;
  readonly path?: readonly PeerId[];
}

/** `2 hops, over carol`, as far as it is told over whom. */
export function wayInWords({ hops, path = [] }: Way, names: PeerNames): string {
  const far = hopsInWords(hops);
  if (path.length === 0) return far;
  const over = path.map((peer) => names.brief(peer));
  return `${far}, over ${someOf(over, OVER_COLUMNS)}`;
}

export function hopsInWords(hops: number): string {
  return `${hops} ${hops === 1 ? 'hop' : 'hops'}`;
}

/** Enough for a few: `route` tells them all. */
const OVER_COLUMNS = 40;
