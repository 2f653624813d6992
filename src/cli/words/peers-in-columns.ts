import type { PeerLine } from '../../node/face/peertape-node.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import { cutToWidth } from './cut-to-width.ts';
import { shortId } from './peer-names.ts';

/**
 * Peers, a line each, within the eighty columns of a terminal if they have ordinary names and addresses: when
 * one that is connected was last seen is now, and how far one that is gone is trusted matters where it is not wholly.
 */
export function peersInColumns(peers: readonly PeerLine[]): readonly string[] {
  const areTrusted = peers.every(({ standing }) => standing === WHOLE);
  const rows = peers.map((peer) => [
    `  ${cutToWidth(cleanText(peer.name), NAME_COLUMNS)}`,
    shortId(peer.peer),
    peer.address,
    stateOf(peer),
    pingOrSeen(peer),
    ...(areTrusted ? [] : [String(peer.standing)]),
  ]);
  return columns([areTrusted ? HEADING : [...HEADING, 'standing'], ...rows]);
}

function stateOf({ state, closeCode, ignored }: PeerLine): string {
  const isTold = closeCode === null || state === 'alive' || state === closeCode;
  const why = isTold ? '' : ` (${cleanText(closeCode)})`;
  return `${state}${why}${ignored ? ', ignored' : ''}`;
}

function pingOrSeen({ state, rttMs, lastSeen }: PeerLine): string {
  if (state === 'alive') return rttMs === null ? '' : `${rttMs.toFixed(1)} ms`;
  return lastSeen === null ? '' : new Date(lastSeen).toTimeString().slice(0, 8);
}

const HEADING = ['  name', 'id', 'address', 'state', 'ping/seen'];
const NAME_COLUMNS = 16;
const WHOLE = 100;
