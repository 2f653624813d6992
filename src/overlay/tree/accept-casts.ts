import { limits } from '../../protocol/limits.ts';
import type { Broadcast, Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { OriginsDraft } from '../origins.ts';
import type { OriginVerdict } from '../origins.ts';
import { bodiesToKeep } from './bodies-to-keep.ts';
import { byWindow } from './by-window.ts';
import { rangesOf } from './cast-ranges.ts';
import { hearAgain } from './hear-again.ts';
import { lazyPeers } from './eagerness.ts';
import { keep } from './kept-casts.ts';
import type { TreeDraft } from './tree-draft.ts';
import { tellSoon } from './untold.ts';

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
  if (!isOwn) {
    draft.count('delivered', taken.length);
    draft.ask({ type: 'tree.deliver', casts: taken });
  }
  const onward = passedOn(taken, isOwn);
  const placed = byWindow({ casts: onward, serials });
  draft.kept = keep(draft.kept, placed, { from, keptAt: draft.at, wallMs });
  if (onward.some(isTight)) draft.tightUntil = draft.at + limits.keptCastMs * 1_000;
  pushOn(draft, onward, from);
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

function pushOn(draft: TreeDraft, onward: readonly Cast[], from: PeerId): void {
  const isPassable = ({ hops, envelope }: Cast): boolean => hops <= envelope.hopLimit;
  const casts = onward.every(isPassable) ? onward : onward.filter(isPassable);
  for (const run of runsByOrigin(casts)) pushRun(draft, run, from);
}

/** Of one origin, in their order. */
function pushRun(draft: TreeDraft, casts: readonly Cast[], from: PeerId): void {
  const lazy = lazyPeers(draft, casts[0]!.envelope.origin);
  for (const peer of draft.neighbours.keys()) {
    if (peer !== from && !lazy.has(peer)) draft.give(peer, casts);
  }
  if (lazy.size > (lazy.has(from) ? 1 : 0)) tellSoon(draft, rangesOf(casts), from);
}

/** Casts come in numbers, and mostly all of one origin. */
function runsByOrigin(casts: readonly Cast[]): readonly (readonly Cast[])[] {
  const [first] = casts;
  if (first === undefined) return [];
  if (casts.every(({ envelope }) => envelope.origin === first.envelope.origin)) return [casts];
  const runs = new Map<PeerId, Cast[]>();
  for (const cast of casts) {
    const run = runs.get(cast.envelope.origin);
    if (run === undefined) runs.set(cast.envelope.origin, [cast]);
    else run.push(cast);
  }
  return [...runs.values()];
}
