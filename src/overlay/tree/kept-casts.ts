import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Origins } from '../origins.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';
import type { Draft } from '../../values/table.ts';

/** What may still be asked for, as far as there is room. */
export interface KeptCasts {
  readonly casts: Table<KeptCast>;
  /** The oldest first. */
  readonly ages: Queue<KeptRun>;
  /** How many of the oldest run are gone already. */
  readonly gone: number;
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

/** Casts of one window that follow each other, and came together. */
export interface KeptRun {
  readonly serial: number;
  readonly first: number;
  readonly last: number;
}

export function keptNothing(seed: number): KeptCasts {
  const casts = Table.empty<KeptCast>({ limit: limits.keptCastsMax, seed });
  return { casts, ages: Queue.empty(), gone: 0, bytes: 0 };
}

/** `serial` is that of the window which its origin has: short keys are quick, and there are many. */
export function keyOfKept(serial: number, sequence: number): string {
  return `${serial}.${sequence}`;
}

/** Of the newest life of its origin. */
export function findKeptOf(
  { origins, kept }: { readonly origins: Origins; readonly kept: KeptCasts },
  origin: PeerId,
  sequence: number,
): KeptCast | undefined {
  const window = origins.windows.get(origin);
  return window === undefined ? undefined : kept.casts.get(keyOfKept(window.serial, sequence));
}

/** Keeps what is new, and lets the oldest go for it. The n-th serial is that of the n-th entry. */
export function keep(
  kept: KeptCasts,
  serials: readonly number[],
  entries: readonly KeptCast[],
): KeptCasts {
  const left = new LeftCasts(kept);
  let index = 0;
  const casts = kept.casts.edit((draft) => {
    for (const run of runsOf(serials, entries)) {
      left.ages = left.ages.push(run);
      for (let { first } = run; first <= run.last; first += 1) {
        const entry = entries[index]!;
        index += 1;
        left.bytes += weightOf(entry.cast);
        while (draft.isFull || left.bytes > limits.keptCastBytesMax) left.dropOldest(draft);
        draft.set(keyOfKept(run.serial, first), entry);
      }
    }
  });
  return { casts, ages: left.ages, gone: left.gone, bytes: left.bytes };
}

export function forgetOld(kept: KeptCasts, at: number): KeptCasts {
  const left = new LeftCasts(kept);
  const keptSince = at - limits.keptCastMs * 1_000;
  const casts = kept.casts.edit((draft) => {
    for (let key = left.oldest(); key !== null; key = left.oldest()) {
      if (draft.get(key)!.keptAt > keptSince) break;
      left.dropOldest(draft);
    }
  });
  return casts === kept.casts
    ? kept
    : { casts, ages: left.ages, gone: left.gone, bytes: left.bytes };
}

/** In steps of a second: the alarm for it need not follow each cast that comes and goes. */
export function oldestDueAt(kept: KeptCasts): number | null {
  const oldest = new LeftCasts(kept).oldest();
  if (oldest === null) return null;
  const due = kept.casts.get(oldest)!.keptAt + limits.keptCastMs * 1_000;
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

/** What is left while some go. */
class LeftCasts {
  ages: Queue<KeptRun>;
  gone: number;
  bytes: number;

  constructor({ ages, gone, bytes }: KeptCasts) {
    this.ages = ages;
    this.gone = gone;
    this.bytes = bytes;
  }

  oldest(): string | null {
    const run = this.ages.peek();
    return run === undefined ? null : keyOfKept(run.serial, run.first + this.gone);
  }

  dropOldest(draft: Draft<KeptCast>): void {
    const key = this.oldest()!;
    this.bytes -= weightOf(draft.get(key)!.cast);
    draft.delete(key);
    this.gone += 1;
    const { first, last } = this.ages.peek()!;
    if (first + this.gone <= last) return;
    this.ages = this.ages.shift()!.rest;
    this.gone = 0;
  }
}

function runsOf(serials: readonly number[], entries: readonly KeptCast[]): KeptRun[] {
  const runs: { serial: number; first: number; last: number }[] = [];
  for (const [index, { cast }] of entries.entries()) {
    const { sequence } = cast.envelope;
    const run = runs.at(-1);
    if (run?.last === sequence - 1 && run.serial === serials[index]) run.last = sequence;
    else runs.push({ serial: serials[index]!, first: sequence, last: sequence });
  }
  return runs;
}
