import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { leftUs, spentUs } from './allowance.ts';
import type { TreeDraft } from './tree-draft.ts';

/** To ask is cheap, to look for what is asked for and to give it is not. */
export function bytesLeft(draft: TreeDraft, peer: PeerId): number {
  const wholeAt = draft.neighbours.get(peer)?.graftsWholeAt ?? Infinity;
  return leftUs(wholeAt, limits.graftBytesMax * US_A_BYTE, draft.at) / US_A_BYTE;
}

export function spendBytes(draft: TreeDraft, peer: PeerId, bytes: number): void {
  const neighbour = draft.neighbours.get(peer);
  if (bytes === 0 || neighbour === undefined) return;
  const costUs = Math.ceil(bytes * US_A_BYTE);
  draft.change(peer, { graftsWholeAt: spentUs(neighbour.graftsWholeAt, costUs, draft.at) });
}

const US_A_BYTE = 1_000_000 / limits.graftBytesPerSecond;
