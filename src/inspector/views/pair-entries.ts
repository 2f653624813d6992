import { sameValue } from './same-value.ts';
import type { Bundle } from './value-bundle.ts';

/** What stands under a key now, and what stood there before. */
export interface Pair {
  readonly key: string;
  readonly now: unknown;
  readonly before: unknown;
  readonly there: 'both' | 'now' | 'gone';
  readonly isChanged: boolean;
}

/** Everything that is or was inside, in order; what is gone stands behind what is there. */
export function pairEntries(now: Bundle | null, before: Bundle | null): readonly Pair[] {
  if (now === null) return [];
  const entries = now.entries();
  if (now === before) return entries.map(([key, value]) => pair(key, value, value, 'both'));
  const past = before?.entries() ?? [];
  return now.isNamed ? byName(entries, past) : byPlace(entries, past);
}

type Entry = readonly [string, unknown];

function byName(now: readonly Entry[], before: readonly Entry[]): readonly Pair[] {
  const past = new Map(before);
  const pairs = now.map(([key, value]) => {
    const isThere = past.has(key);
    const was = past.get(key);
    past.delete(key);
    return pair(key, value, was, isThere ? 'both' : 'now');
  });
  return [...pairs, ...[...past].map(([key, was]) => pair(key, was, was, 'gone'))];
}

/** A queue that has lost what came first holds all else as before, only nearer to its front. */
function byPlace(now: readonly Entry[], before: readonly Entry[]): readonly Pair[] {
  const first = now[0]?.[1];
  const found = before.findIndex(([, was]) => Object.is(was, first));
  const moved = isScalar(first) ? 0 : Math.max(found, 0);
  const pairs = now.map(([key, value], place) => {
    const was = before[place + moved];
    return was === undefined ? pair(key, value, value, 'now') : pair(key, value, was[1], 'both');
  });
  const gone = [...before.slice(0, moved), ...before.slice(moved + now.length)];
  return [...pairs, ...gone.map(([key, was]) => pair(key, was, was, 'gone'))];
}

/** Any number of places can hold the same one. */
function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function pair(key: string, now: unknown, before: unknown, there: Pair['there']): Pair {
  return { key, now, before, there, isChanged: there !== 'both' || !sameValue(now, before) };
}
