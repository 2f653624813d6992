import { formatAddress, parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import type { Lead } from '../protocol/messages.ts';
import { PEER_ID_PATTERN } from '../protocol/peer-id.ts';

/** Where a peer was last, when, and in which network: a line on the page `peers`, for the next run. */
export function savedPeerLine(network: string, { id, address }: Lead, seenMs: number): string {
  return `${id}@${address}\t${seenMs}\t${network}`;
}

/**
 * Of such lines those worth another dial in this network, as `ID@host:port<TAB>epochMs`, seen last first. A file can be damaged,
 * and a clock can have been wrong: what makes no sense is passed over, and nobody was seen later than now.
 */
export function savedPeersOf(
  network: string,
  lines: readonly string[],
  wallMs: number,
): readonly string[] {
  const own = peersIn(lines, wallMs).filter((peer) => peer.network === network);
  return seenLast(own).map(({ peer, seenMs }) => `${peer}\t${seenMs}`);
}

/** Of such lines those of all other networks together: a folder can serve a node in several, one after the other. */
export function savedElsewhere(
  network: string,
  lines: readonly string[],
  wallMs: number,
): readonly string[] {
  const others = peersIn(lines, wallMs).filter((peer) => peer.network !== network);
  return seenLast(others).map((peer) => `${peer.peer}\t${peer.seenMs}\t${peer.network}`);
}

/** Each once for each network, as it was seen there last. */
function peersIn(lines: readonly string[], wallMs: number): readonly SavedPeer[] {
  const seen = new Map<string, SavedPeer>();
  for (const line of lines) {
    const saved = readLine(line);
    if (saved === null || saved.seenMs < wallMs - limits.savedPeerAgeMs) continue;
    const name = `${saved.peer}\t${saved.network}`;
    const seenMs = Math.max(Math.min(saved.seenMs, wallMs), seen.get(name)?.seenMs ?? 0);
    seen.set(name, { ...saved, seenMs });
  }
  return [...seen.values()];
}

function seenLast(peers: readonly SavedPeer[]): readonly SavedPeer[] {
  return peers.toSorted((a, b) => b.seenMs - a.seenMs).slice(0, limits.savedPeersMax);
}

interface SavedPeer {
  readonly peer: string;
  readonly seenMs: number;
  readonly network: string;
}

function readLine(line: string): SavedPeer | null {
  const [, id = '', address = '', digits = '', network = ''] = LINE.exec(line) ?? [];
  const parsed = parseAddress(address);
  if (parsed === null || !PEER_ID_PATTERN.test(id)) return null;
  const peer = `${id}@${formatAddress(parsed.host, parsed.port)}`;
  return { peer, seenMs: Number(digits), network };
}

const LINE = /^([^@]+)@(\S+)\t(\d{1,15})\t([^\t\r\n]+)\r?$/;
