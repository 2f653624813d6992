import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';
import type { Placed } from './by-window.ts';
import { chunkKey, OpenChunk, placeIn } from './kept-chunk.ts';
import type { KeptCast, KeptChunk, KeptRun } from './kept-chunk.ts';
import { KeptDraft } from './kept-draft.ts';
import type { KeptFrom } from './kept-draft.ts';

/** What may still be asked for, as far as there is room. How it lies there is nobody else's concern. */
export interface KeptCasts {
  /** By window and by what the sequences in a chunk have in common. */
  readonly chunks: Table<KeptChunk>;
  /** The oldest first. */
  readonly ages: Queue<KeptRun>;
  /** How many of the oldest run are gone already. */
  readonly gone: number;
  readonly goneBytes: number;
  readonly count: number;
  readonly bytes: number;
}

export function keptNothing(seed: number): KeptCasts {
  const chunks = Table.empty<KeptChunk>({ limit: limits.keptCastsMax, seed });
  return { chunks, ages: Queue.empty(), gone: 0, goneBytes: 0, count: 0, bytes: 0 };
}

/** Keeps what is new, and lets the oldest go for it. */
export function keep(kept: KeptCasts, placed: Placed, by: KeptFrom): KeptCasts {
  return changed(kept, (draft) => draft.keep(placed, by));
}

export function forgetOld(kept: KeptCasts, at: number): KeptCasts {
  const oldest = kept.ages.peek();
  const keptSince = at - limits.keptCastMs * 1_000;
  if (oldest === undefined || oldest.keptAt > keptSince) return kept;
  return changed(kept, (draft) => draft.forget(keptSince));
}

/** In steps of a second: the alarm for it need not follow each cast that comes and goes. */
export function oldestDueAt({ ages }: KeptCasts): number | null {
  const oldest = ages.peek();
  if (oldest === undefined) return null;
  return Math.ceil((oldest.keptAt + limits.keptCastMs * 1_000) / SECOND) * SECOND;
}

/** `serial` is that of the window which its origin has. */
export function findKept(kept: KeptCasts, serial: number, sequence: number): KeptCast | null {
  const chunk = kept.chunks.get(chunkKey(serial, sequence));
  const place = placeIn(sequence);
  const cast = chunk?.casts[place] ?? null;
  return cast === null ? null : { cast, run: chunk!.runs[place]! };
}

/** In the place of the one that is there. */
export function replaceKept(kept: KeptCasts, { run }: KeptCast, cast: Cast): KeptCasts {
  const { sequence } = cast.envelope;
  const key = chunkKey(run.serial, sequence);
  const chunk = new OpenChunk(kept.chunks.get(key));
  chunk.take(sequence);
  chunk.add(cast, run);
  return { ...kept, chunks: kept.chunks.set(key, chunk.close()) };
}

/** In no order that means anything. */
export function* allKept({ chunks }: KeptCasts): IterableIterator<KeptCast> {
  for (const { casts, runs } of chunks.values()) {
    for (const [place, cast] of casts.entries()) {
      if (cast !== null) yield { cast, run: runs[place]! };
    }
  }
}

function changed(kept: KeptCasts, change: (draft: KeptDraft) => void): KeptCasts {
  let next = kept;
  const chunks = kept.chunks.edit((table) => {
    const draft = new KeptDraft(kept, table);
    change(draft);
    draft.close();
    const { ages, gone, goneBytes, count, bytes } = draft;
    next = { chunks: kept.chunks, ages, gone, goneBytes, count, bytes };
  });
  return { ...next, chunks };
}

const SECOND = 1_000_000;
