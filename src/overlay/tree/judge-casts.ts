import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { verdictOn } from '../origins.ts';
import { acceptCasts } from './accept-casts.ts';
import { leftUs, spentUs } from './allowance.ts';
import { announce } from './announcements.ts';
import { rangesOf } from './cast-ranges.ts';
import { endBatch, setUnderWay, startBatch } from './casts-under-way.ts';
import { hearAgain } from './hear-again.ts';
import type { TreeDraft } from './tree-draft.ts';

/**
 * Nothing counts before it was judged. Of copies that come meanwhile from others, the next is judged only if the first
 * was forged. What is beyond the allowance of a neighbour, or the room there is, can be had from it later.
 */
export function judgeCasts(draft: TreeDraft, casts: readonly Cast[], from: PeerId): void {
  const { judgementsWholeAt } = draft.neighbours.get(from)!;
  const { judgementsMax, judgementHealUs } = limits;
  const left = leftUs(judgementsWholeAt, judgementsMax * judgementHealUs, draft.at);
  const most = Math.floor(left / judgementHealUs);
  const { state, first, refused } = setUnderWay(draft.underWay, { from, casts }, most);
  const costUs = (state.count - draft.underWay.count) * judgementHealUs;
  if (costUs > 0) {
    draft.change(from, { judgementsWholeAt: spentUs(judgementsWholeAt, costUs, draft.at) });
  }
  draft.underWay = state;
  askToJudge(draft, first, from);
  draft.count('tooMany', refused.length);
  // They came, and do not come by themselves again.
  announce(draft, rangesOf(refused), from, limits.graftWaitsMax);
}

/** What was made of a batch, in its order. */
export function takeJudgement(
  draft: TreeDraft,
  batch: number,
  sound: readonly boolean[],
  wallMs: number,
): void {
  const ended = endBatch(draft.underWay, batch, sound);
  if (ended === null) return;
  const { state, from, good, again, next } = ended;
  draft.underWay = state;
  const forged = sound.filter((isSound) => !isSound).length;
  draft.count('forged', forged);
  if (forged > 0) draft.ask({ type: 'tree.forged', by: from });
  acceptCasts(draft, good, from, wallMs);
  for (const copy of again) {
    const isSeen = verdictOn(draft.origins, copy.cast.envelope, wallMs) === 'seen';
    if (isSeen) hearAgain(draft, copy.cast, copy.from);
  }
  for (const peer of new Set(next.map((copy) => copy.from))) {
    const copies = next.filter((copy) => copy.from === peer).map(({ cast }) => cast);
    askToJudge(draft, copies, peer);
  }
}

function askToJudge(draft: TreeDraft, casts: readonly Cast[], from: PeerId): void {
  if (casts.length === 0) return;
  const batch = draft.underWay.nextBatch;
  draft.underWay = startBatch(draft.underWay, { from, casts });
  draft.ask({ type: 'tree.judge', batch, casts });
}
