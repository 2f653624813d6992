import type { Instance, PeerId } from '../../protocol/peer-id.ts';

/** What tells a message from all others, on every node that hears of it. */
export function messageId(origin: PeerId, { boot, nonce }: Instance, sequence: number): string {
  return `${origin}/${boot}-${nonce}/${sequence}`;
}
