import { limits } from '../../protocol/limits.ts';
import type { Cast, CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { bytesLeft, spendBytes } from './lookup-allowance.ts';
import { inMessages, rangesOf } from './cast-ranges.ts';
import { allKept, findKept } from './kept-casts.ts';
import type { KeptCast } from './kept-chunk.ts';
import { currentPart, windowOf } from './known-casts.ts';
import type { TreeDraft } from './tree-draft.ts';
import { weightOf } from './weight-of.ts';

/** Somebody lacks these. What they may cost is limited, as to ask is cheap; the rest they can ask for again. */
export function giveKept(draft: TreeDraft, ranges: readonly CastRange[], to: PeerId): void {
  draft.makeEager(to);
  const { casts, bytes } = lookUp(draft, ranges, bytesLeft(draft, to));
  spendBytes(draft, to, bytes);
  if (casts.length > 0) draft.give(to, casts);
}

/** Who has just come is told of all that is kept. */
export function tellOfKept(draft: TreeDraft, to: PeerId): void {
  const byWindow = new Map<number, Cast[]>();
  for (const kept of allKept(draft.kept)) {
    if (!isWanted(kept, draft.at)) continue;
    const casts = byWindow.get(kept.run.serial);
    if (casts === undefined) byWindow.set(kept.run.serial, [kept.cast]);
    else casts.push(kept.cast);
  }
  const casts = [...byWindow.values()].flatMap((window) => window.sort(bySequence));
  if (casts.length > 0) draft.tell(to, inMessages('have', rangesOf(casts)));
}

interface LookedUp {
  readonly casts: readonly Cast[];
  readonly bytes: number;
}

function lookUp(draft: TreeDraft, ranges: readonly CastRange[], bytesMax: number): LookedUp {
  const casts: Cast[] = [];
  let bytes = 0;
  for (const range of ranges) {
    const current = currentPart(draft.origins, range);
    const window = current === null ? null : windowOf(draft.origins, current);
    if (window === null) continue;
    for (
      let sequence = current!.first;
      sequence <= range.last && sequence <= window.top;
      sequence += 1
    ) {
      const kept = findKept(draft.kept, window.serial, sequence);
      const weight = kept === null || !isWanted(kept, draft.at) ? 0 : weightOf(kept.cast);
      const cost = limits.graftLookupBytes + weight;
      if (bytes + cost > bytesMax) return { casts, bytes };
      if (weight > 0) casts.push(kept!.cast);
      bytes += cost;
    }
  }
  return { casts, bytes };
}

/** Somebody can still take it in, and has hops left to pass it on by. */
function isWanted(kept: KeptCast, at: number): boolean {
  return at < expiryOf(kept) && kept.cast.hops <= kept.cast.envelope.hopLimit;
}

function expiryOf({ cast, run }: KeptCast): number {
  return run.keptAt + Math.floor((cast.envelope.expires - run.wallMs) * 1_000);
}

function bySequence(a: Cast, b: Cast): number {
  return a.envelope.sequence - b.envelope.sequence;
}
