import { formatAddress, parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import type { Lead } from '../protocol/messages.ts';
import { PEER_ID_PATTERN } from '../protocol/peer-id.ts';

/** Where a peer was last, and when: a line on the page `peers`, for the next run. */
export function savedPeerLine({ id, address }: Lead, seenMs: number): string {
  return `${id}@${address}\t${seenMs}`;
}

/**
 * Of such lines those worth another dial, as `ID@host:port`, seen last first. A file can be damaged, and a
 * clock can have been wrong: what makes no sense is passed over, and nobody was seen later than now.
 */
export function savedPeersOf(lines: readonly string[], wallMs: number): readonly string[] {
  const seen = new Map<string, number>();
  for (const line of lines) {
    const saved = readLine(line);
    if (saved === null || saved.seenMs < wallMs - limits.savedPeerAgeMs) continue;
    const seenMs = Math.min(saved.seenMs, wallMs);
    seen.set(saved.peer, Math.max(seenMs, seen.get(saved.peer) ?? 0));
  }
  const peers = [...seen].sort(([, a], [, b]) => b - a).map(([peer]) => peer);
  return peers.slice(0, limits.savedPeersMax);
}

function readLine(line: string): { readonly peer: string; readonly seenMs: number } | null {
  const [, id = '', address = '', digits = ''] = /^([^@]+)@(\S+)\t(\d{1,15})\r?$/.exec(line) ?? [];
  const parsed = parseAddress(address);
  if (parsed === null || !PEER_ID_PATTERN.test(id)) return null;
  return { peer: `${id}@${formatAddress(parsed.host, parsed.port)}`, seenMs: Number(digits) };
}
