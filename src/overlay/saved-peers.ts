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
  const seen = new Map<string, number>();
  for (const line of lines) {
    const saved = readLine(line);
    if (saved?.network !== network || saved.seenMs < wallMs - limits.savedPeerAgeMs) continue;
    const seenMs = Math.min(saved.seenMs, wallMs);
    seen.set(saved.peer, Math.max(seenMs, seen.get(saved.peer) ?? 0));
  }
  const peers = [...seen].sort(([, a], [, b]) => b - a);
  return peers.slice(0, limits.savedPeersMax).map(([peer, seenMs]) => `${peer}\t${seenMs}`);
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
