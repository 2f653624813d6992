import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';

/** What may still be asked for, as far as there is room. */
export interface KeptCasts {
  readonly casts: Table<KeptCast>;
  /** Their keys, the oldest first. */
  readonly ages: Queue<string>;
  readonly bytes: number;
}

export interface KeptCast {
  /** As it is passed on: with the hops that it will have behind it then. */
  readonly cast: Cast;
  /** Who brought it. */
  readonly from: PeerId;
  readonly keptAt: number;
  /** When it will be worth nothing. */
  readonly until: number;
}

export function keptNothing(seed: number): KeptCasts {
  return {
    casts: Table.empty({ limit: limits.keptCastsMax, seed }),
    ages: Queue.empty(),
    bytes: 0,
  };
}

/** `serial` is that of the window which its origin has: short keys are quick, and there are many. */
export function keyOfKept(serial: number, sequence: number): string {
  return `${serial}.${sequence}`;
}

/** Keeps what is new, and lets the oldest go for it. */
export function keep(
  { casts, ages, bytes }: KeptCasts,
  added: readonly (readonly [key: string, KeptCast])[],
): KeptCasts {
  let left = ages;
  let weight = bytes;
  const kept = casts.edit((draft) => {
    for (const [key, entry] of added) {
      weight += weightOf(entry.cast);
      while (draft.isFull || weight > limits.keptCastBytesMax) {
        const { item, rest } = left.shift()!;
        weight -= weightOf(draft.get(item)!.cast);
        draft.delete(item);
        left = rest;
      }
      draft.set(key, entry);
      left = left.push(key);
    }
  });
  return { casts: kept, ages: left, bytes: weight };
}

export function forgetOld(kept: KeptCasts, at: number): KeptCasts {
  const { casts, ages, bytes } = kept;
  if (!isTooOld(kept, ages, at)) return kept;
  let left = ages;
  let weight = bytes;
  const young = casts.edit((draft) => {
    while (isTooOld(kept, left, at)) {
      const { item, rest } = left.shift()!;
      weight -= weightOf(draft.get(item)!.cast);
      draft.delete(item);
      left = rest;
    }
  });
  return { casts: young, ages: left, bytes: weight };
}

/** In steps of a second: the alarm for it need not follow each cast that comes and goes. */
export function oldestDueAt({ casts, ages }: KeptCasts): number | null {
  const oldest = ages.peek();
  if (oldest === undefined) return null;
  const due = casts.get(oldest)!.keptAt + limits.keptCastMs * 1_000;
  return Math.ceil(due / SECOND) * SECOND;
}

/** About what it takes in memory. */
export function weightOf(cast: Cast): number {
  const rest = cast.kind === 'broadcast' ? cast.body.length : cast.neighbours.length * 64;
  return OVERHEAD_BYTES + rest;
}

/** Whether there are hops left for it. */
export function isPassable({ cast }: KeptCast): boolean {
  return cast.hops <= cast.envelope.hopLimit;
}

const SECOND = 1_000_000;
const OVERHEAD_BYTES = 512;

function isTooOld({ casts }: KeptCasts, ages: Queue<string>, at: number): boolean {
  const oldest = ages.peek();
  return oldest !== undefined && casts.get(oldest)!.keptAt + limits.keptCastMs * 1_000 <= at;
}
