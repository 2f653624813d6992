import { limits } from '../../protocol/limits.ts';
import type { CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { hearOfKnown } from './hear-again.ts';
import { currentPart, haveAllCome } from './known-casts.ts';
import type { TreeDraft } from './tree-draft.ts';

/** A neighbour says what it has. Most of it is here already, or on its way from somebody else. */
export function hearOfCasts(draft: TreeDraft, ranges: readonly CastRange[], by: PeerId): void {
  const lacking: CastRange[] = [];
  for (const range of ranges) {
    if (range.hops < 1 || range.hops > limits.hopLimitMax || range.origin === draft.own) continue;
    const current = currentPart(draft.origins, range);
    if (current === null) continue;
    if (haveAllCome(draft.origins, current)) hearOfKnown(draft, current, by);
    else lacking.push(current);
  }
  announce(draft, lacking, by);
}

/** Takes note of who has it, in case that it does not come. `waits` are those that it has behind it. */
export function announce(
  draft: TreeDraft,
  ranges: readonly CastRange[],
  by: PeerId,
  waits = 0,
): void {
  const neighbour = draft.neighbours.get(by);
  if (ranges.length === 0 || neighbour === undefined) return;
  let { announcements, announcedCasts } = neighbour;
  const due = dueAfter(draft.at);
  const { delivered } = draft;
  const most = shareOf(draft);
  for (const range of ranges) {
    const isRoom =
      announcements < most &&
      announcedCasts + lengthOf(range) <= limits.announcedCastsPerNeighbourMax &&
      draft.announced.length + draft.lacked.length < limits.announcementsMax;
    if (!isRoom) {
      draft.count('tooMany', lengthOf(range));
      continue;
    }
    announcements += 1;
    announcedCasts += lengthOf(range);
    draft.announced = draft.announced.push({ ...range, by, due, attempts: 0, delivered, waits });
  }
  draft.change(by, { announcements, announcedCasts });
}

/** What is announced is not signed: whoever announces inventions has no more than its share of what all can. */
function shareOf({ neighbours }: TreeDraft): number {
  const share = Math.max(1, Math.floor(limits.announcementsMax / neighbours.size));
  return Math.min(limits.announcementsPerNeighbourMax, share);
}

export function lengthOf({ first, last }: CastRange): number {
  return last - first + 1;
}

export function dueAfter(at: number): number {
  return inSlots(at + limits.graftTimeoutMs * 1_000);
}

/**
 * Times at which something is due come in steps, so that a node whose neighbours announce all the time has as many
 * alarms as there are steps.
 */
export function inSlots(at: number): number {
  const slot = limits.graftRetryMs * 1_000;
  return Math.ceil(at / slot) * slot;
}
