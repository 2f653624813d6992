import { limits } from '../../protocol/limits.ts';
import type { Broadcast, Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { OriginsDraft } from '../origins.ts';
import type { OriginVerdict } from '../origins.ts';
import { bodiesToKeep } from './bodies-to-keep.ts';
import { byWindow } from './by-window.ts';
import { rangesOf } from './cast-ranges.ts';
import { guideAfter } from './guide.ts';
import { hearAgain } from './hear-again.ts';
import { keep } from './kept-casts.ts';
import type { TreeDraft } from './tree-draft.ts';

/**
 * Takes casts for true that are: they are noted, kept, handed to whoever listens here, and pushed on to
 * all eager neighbours but the one who brought them. The lazy ones are told of them.
 */
export function acceptCasts(
  draft: TreeDraft,
  casts: readonly Cast[],
  from: PeerId,
  wallMs: number,
): void {
  const origins = new OriginsDraft(draft.origins, wallMs);
  const taken: Cast[] = [];
  const serials: number[] = [];
  const again: Cast[] = [];
  for (const cast of casts) {
    const verdict = origins.verdictOn(cast.envelope);
    if (verdict === 'new') {
      serials.push(origins.note(cast.envelope));
      taken.push(cast);
    } else if (verdict === 'seen') again.push(cast);
    else draft.count(countOf[verdict]);
  }
  draft.origins = origins.close();
  if (taken.length > 0) takeIn(draft, taken, serials, from, wallMs);
  for (const cast of again) hearAgain(draft, cast, from);
}

export const countOf = {
  expired: 'expired',
  'too-early': 'tooEarly',
  stale: 'stale',
} as const satisfies Partial<Record<OriginVerdict, string>>;

function takeIn(
  draft: TreeDraft,
  taken: readonly Cast[],
  serials: readonly number[],
  from: PeerId,
  wallMs: number,
): void {
  const isOwn = from === draft.own;
  draft.guide = guideAfter(draft.guide, taken, draft.at);
  if (!isOwn) {
    draft.count('delivered', taken.length);
    draft.ask({ type: 'tree.deliver', casts: taken });
  }
  const onward = passedOn(taken, isOwn);
  const placed = byWindow({ casts: onward, serials });
  draft.kept = keep(draft.kept, placed, { from, keptAt: draft.at, wallMs });
  if (onward.some(isTight)) draft.tightUntil = draft.at + limits.keptCastMs * 1_000;
  if (pushOn(draft, passable(onward), from)) draft.tellSoon(rangesOf(passable(placed.casts)), from);
}

/** With one hop more. What its user commanded could change under the node, and is copied. */
function passedOn(casts: readonly Cast[], isOwn: boolean): Cast[] {
  const bodies = bodiesToKeep(
    casts.filter((cast): cast is Broadcast => cast.kind === 'broadcast').map(({ body }) => body),
    isOwn,
  );
  let next = 0;
  return casts.map((cast) => {
    const hops = cast.hops + 1;
    if (cast.kind === 'presence') return { ...cast, hops };
    next += 1;
    return { ...cast, hops, body: bodies[next - 1]! };
  });
}

function isTight({ hops, envelope }: Cast): boolean {
  return hops - 1 > envelope.hopLimit - limits.hopsToSpare;
}

/** Whether there is anybody who is to be told of them instead. */
function pushOn(draft: TreeDraft, casts: readonly Cast[], from: PeerId): boolean {
  if (casts.length === 0) return false;
  let hasLazy = false;
  for (const [peer, { isEager }] of draft.neighbours) {
    if (peer === from) continue;
    if (isEager) draft.give(peer, casts);
    else hasLazy = true;
  }
  return hasLazy;
}

function passable(casts: readonly Cast[]): readonly Cast[] {
  return casts.every(hasHopsLeft) ? casts : casts.filter(hasHopsLeft);
}

function hasHopsLeft({ hops, envelope }: Cast): boolean {
  return hops <= envelope.hopLimit;
}
