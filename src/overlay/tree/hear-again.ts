import { limits } from '../../protocol/limits.ts';
import type { Cast, CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { orderOf } from '../origin-window.ts';
import { inMessages, rangesOf } from './cast-ranges.ts';
import { isGuide } from './guide.ts';
import { findKept, replaceKept } from './kept-casts.ts';
import type { KeptCast } from './kept-chunk.ts';
import { bytesLeft, spendBytes } from './lookup-allowance.ts';
import type { TreeDraft } from './tree-draft.ts';

/**
 * A cast that has come already says that the tree has a cycle: who brought it is asked to send no more, unless it
 * was who brought it first. What is not kept any more was brought by somebody else, as a rule.
 */
export function hearAgain(draft: TreeDraft, cast: Cast, from: PeerId): void {
  draft.count('duplicates');
  const { origin, sequence } = cast.envelope;
  const kept = findKept(draft.kept, draft.origins.windows.get(origin)?.serial ?? 0, sequence);
  if (kept !== null) hearOfShorterWay(draft, [kept], cast.hops, from);
  const neighbour = draft.neighbours.get(from);
  if (neighbour === undefined || kept?.run.from === from) return;
  // Where words crossed, it may take us for eager while we take it for lazy; so it is told again, in time.
  const { isEager, prunedAt } = neighbour;
  const isCut = isEager
    ? isGuide(draft.guide, cast)
    : draft.at - prunedAt >= limits.pruneAgainMs * 1_000;
  if (isCut) draft.prune(from);
}

/** All of these have come. What can be learnt is that they come to that neighbour by a shorter way. */
export function hearOfKnown(draft: TreeDraft, range: CastRange, by: PeerId): void {
  const window = draft.origins.windows.get(range.origin);
  if (window === undefined || orderOf(window.instance, range.instance) !== 0) return;
  const cost = (range.last - range.first + 1) * limits.graftLookupBytes;
  if (draft.at < draft.tightUntil && cost <= bytesLeft(draft, by)) {
    spendBytes(draft, by, cost);
    const all: KeptCast[] = [];
    for (let sequence = range.first; sequence <= range.last; sequence += 1) {
      const kept = findKept(draft.kept, window.serial, sequence);
      if (kept !== null) all.push(kept);
    }
    hearOfShorterWay(draft, all, range.hops, by);
  }
  const last = findKept(draft.kept, window.serial, range.last);
  if (last !== null) takeShortcut(draft, last, range.hops, by);
}

/**
 * The first way that a cast came need not be the shortest, and whoever stands behind us may lack it because its hops
 * are used up. So where hops are few, all are told when it has come by a shorter way.
 */
function hearOfShorterWay(
  draft: TreeDraft,
  known: readonly KeptCast[],
  hops: number,
  by: PeerId,
): void {
  const shorter: Cast[] = [];
  for (const kept of known) {
    const { cast } = kept;
    const spare = cast.envelope.hopLimit - (cast.hops - 1);
    if (hops < 1 || hops >= cast.hops - 1 || spare >= limits.hopsToSpare) continue;
    const nearer = { ...cast, hops: hops + 1 };
    draft.kept = replaceKept(draft.kept, kept, nearer);
    shorter.push(nearer);
  }
  if (shorter.length === 0) return;
  // In as few words as it was heard: one of many casts must not become one of each.
  const haves = inMessages('have', rangesOf(shorter));
  for (const peer of draft.neighbours.keys()) if (peer !== by) draft.tell(peer, haves);
}

/** The optimisation of the paper's section 3.8: a way that is so much shorter takes the place of the one there is. */
function takeShortcut(
  draft: TreeDraft,
  { cast, run: { from } }: KeptCast,
  hops: number,
  by: PeerId,
): void {
  if (cast.hops - 1 - hops < limits.shortcutHopsMin || from === by) return;
  if (draft.guide?.origin !== cast.envelope.origin) return;
  if (draft.neighbours.get(by)?.isEager !== false) return;
  if (draft.neighbours.get(from)?.isEager !== true) return;
  draft.graft(by, []);
  draft.prune(from);
}
