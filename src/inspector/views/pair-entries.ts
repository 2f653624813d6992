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

/** What leads and what ends both lists is the same; so a list that has moved on by one has one that is new. */
function byPlace(now: readonly Entry[], before: readonly Entry[]): readonly Pair[] {
  const shorter = Math.min(now.length, before.length);
  const shift = now.length - before.length;
  let moved = 0;
  // A queue that has lost what came first holds all else as before.
  while (moved < before.length && !isSame(now[0], before[moved])) moved += 1;
  const hasMoved = moved > 0 && moved < before.length && now.length > 0;
  if (hasMoved && isSame(now[1] ?? now[0], before[now.length > 1 ? moved + 1 : moved])) {
    const kept = now.map(([key, value], place) => {
      const was = before[place + moved];
      return pair(key, value, was?.[1], was === undefined ? 'now' : 'both');
    });
    const gone = before.slice(0, moved).map(([key, was]) => pair(key, was, was, 'gone'));
    return [...kept, ...gone];
  }
  let ending = 0;
  while (ending < shorter && isSame(now.at(-1 - ending), before.at(-1 - ending))) ending += 1;
  const pairs = now.map(([key, value], place) => {
    const isInEnding = shift !== 0 && place >= now.length - ending;
    const was = before[isInEnding ? place - shift : place];
    const isThere =
      was !== undefined && (isInEnding || place < before.length - ending || shift === 0);
    return pair(key, value, isThere ? was[1] : undefined, isThere ? 'both' : 'now');
  });
  const lost = before.slice(now.length - ending, before.length - ending);
  return [...pairs, ...(shift < 0 ? lost.map(([key, was]) => pair(key, was, was, 'gone')) : [])];
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return one !== undefined && other !== undefined && sameValue(one[1], other[1]);
}

function pair(key: string, now: unknown, before: unknown, there: Pair['there']): Pair {
  return { key, now, before, there, isChanged: there !== 'both' || !sameValue(now, before) };
}
