import { limits } from '../../protocol/limits.ts';
import type { CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { orderOf } from '../origin-window.ts';
import { inMessages } from './cast-ranges.ts';
import { lazyPeers } from './eagerness.ts';
import type { TreeDraft } from './tree-draft.ts';

/** What lazy neighbours are not told of yet, and who brought it. */
export interface Untold {
  readonly range: CastRange;
  readonly from: PeerId;
}

/** Lazy neighbours are told a little later, of all that has come until then: each word costs both sides a turn. */
export function tellSoon(draft: TreeDraft, ranges: readonly CastRange[], from: PeerId): void {
  for (const range of ranges) draft.untold = draft.untold.push({ range, from });
  draft.untoldAt ??= draft.at + limits.haveDelayMs * 1_000;
  if (draft.untold.length > limits.untoldRangesMax) tellAll(draft);
}

export function tellIfDue(draft: TreeDraft): void {
  if (draft.untoldAt !== null && draft.untoldAt <= draft.at) tellAll(draft);
}

/** It is sent what comes from now on, and would miss what came a moment ago. */
export function tellAtOnce(draft: TreeDraft, peer: PeerId, origin: PeerId): void {
  const ranges = [...draft.untold]
    .filter(({ range, from }) => range.origin === origin && from !== peer)
    .map(({ range }) => range);
  if (ranges.length > 0) draft.tell(peer, inMessages('have', merged(ranges)));
}

function tellAll(draft: TreeDraft): void {
  const lists = new Map<PeerId, CastRange[]>();
  for (const { range, from } of draft.untold) {
    for (const peer of lazyPeers(draft, range.origin)) {
      if (peer === from) continue;
      const list = lists.get(peer);
      if (list === undefined) lists.set(peer, [range]);
      else list.push(range);
    }
  }
  for (const [peer, ranges] of lists) draft.tell(peer, inMessages('have', merged(ranges)));
  draft.forgetUntold();
}

/** Ranges that follow each other are one; those of one origin mostly do, but not one right behind the other. */
function merged(ranges: readonly CastRange[]): readonly CastRange[] {
  const open = new Map<string, CastRange>();
  const done: CastRange[] = [];
  for (const range of ranges) {
    const key = `${range.origin} ${range.hops}`;
    const last = open.get(key);
    if (last === undefined) open.set(key, range);
    else if (follows(range, last)) open.set(key, { ...last, last: range.last });
    else {
      done.push(last);
      open.set(key, range);
    }
  }
  return [...done, ...open.values()];
}

function follows(range: CastRange, last: CastRange): boolean {
  return range.first === last.last + 1 && orderOf(range.instance, last.instance) === 0;
}
