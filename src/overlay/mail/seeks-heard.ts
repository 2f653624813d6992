import { limits } from '../../protocol/limits.ts';
import type { Seek } from '../../protocol/mail-words.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { hasLeft, spend, type Terms, WHOLE } from '../../values/budget.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';
import { isSamePath } from './ways.ts';

/** Searches of others, each known for a while: so that it is passed on once, or again only if it has come by a shorter way. */
export interface SeeksHeard {
  readonly seeks: Table<SeekHeard>;
  /** Of those that were judged, in the order in which they are forgotten. */
  readonly ages: Queue<SeekAge>;
  /** When what an origin may begin is whole again. */
  readonly budgets: Table<number>;
}

export interface SeekHeard {
  /** By the shortest way that it has come so far, and who brought it. */
  readonly seek: Seek;
  readonly from: PeerId;
  readonly state: 'judging' | 'served';
  readonly answers: number;
  readonly saidTooFar: boolean;
}

interface SeekAge {
  readonly key: string;
  readonly until: number;
}

export function noSeeksHeard(seed: number): SeeksHeard {
  return {
    seeks: Table.empty({ limit: limits.seeksHeardMax, seed }),
    ages: Queue.empty(),
    budgets: Table.empty({ limit: limits.originsMax, seed }),
  };
}

export function seekKey({ origin, instance, sequence }: Envelope): string {
  return `${origin}.${instance.boot}.${instance.nonce}.${sequence}`;
}

export function withSeek(heard: SeeksHeard, key: string, seek: SeekHeard): SeeksHeard {
  return { ...heard, seeks: heard.seeks.set(key, seek) };
}

export function withoutSeek(heard: SeeksHeard, key: string): SeeksHeard {
  return { ...heard, seeks: heard.seeks.delete(key) };
}

export function withAge(heard: SeeksHeard, key: string, at: number): SeeksHeard {
  return { ...heard, ages: heard.ages.push({ key, until: at + limits.seekHeardMs * 1_000 }) };
}

export function forgetOldSeeks(before: SeeksHeard, at: number): SeeksHeard {
  let { seeks, ages } = before;
  for (let oldest = ages.peek(); oldest !== undefined && oldest.until <= at; oldest = ages.peek()) {
    seeks = seeks.delete(oldest.key);
    ages = ages.shift()!.rest;
  }
  return ages === before.ages ? before : { ...before, seeks, ages };
}

/**
 * Of a full table, the oldest gives way, unless it may still be on its way: it would be passed on anew. So nobody keeps
 * the searches of others out for long by many of their own, under as many names.
 */
export function withPlace(before: SeeksHeard, at: number): SeeksHeard {
  const oldest = before.ages.peek();
  if (!before.seeks.isFull || oldest === undefined || oldest.until - at > LEFT_AT_MOST_US)
    return before;
  return { ...before, seeks: before.seeks.delete(oldest.key), ages: before.ages.shift()!.rest };
}

const LEFT_AT_MOST_US = (limits.seekHeardMs - limits.seekHeardMinMs) * 1_000;

/** What an origin cannot begin anyway is neither judged nor kept: it would take the place of what others do. */
export function mayBegin(heard: SeeksHeard, origin: PeerId, at: number): boolean {
  return hasLeft(heard.budgets.get(origin) ?? WHOLE, at, ofSeeks);
}

/** null: this origin searches too much. */
export function spendSeek(heard: SeeksHeard, origin: PeerId, at: number): SeeksHeard | null {
  const wholeAt = heard.budgets.get(origin) ?? WHOLE;
  if (!hasLeft(wholeAt, at, ofSeeks)) return null;
  const budgets = withRoom(heard.budgets, origin, at);
  return { ...heard, budgets: budgets.set(origin, spend(wholeAt, 1, at, ofSeeks)) };
}

/** Whoever keeps to it oneself is served by all others. */
export const ofSeeks: Terms = {
  most: limits.seeksPerOriginMax,
  healMs: limits.seekHealMs,
  debt: 0,
};

/** Of a full table, those that are whole are forgotten, which changes nothing; else whoever will be first. */
function withRoom(budgets: Table<number>, origin: PeerId, at: number): Table<number> {
  if (!budgets.isFull || budgets.has(origin)) return budgets;
  let best = '';
  let first = Infinity;
  const left = budgets.edit((draft) => {
    for (const [each, wholeAt] of budgets) {
      if (wholeAt <= at) draft.delete(each);
      else if (wholeAt < first) [best, first] = [each, wholeAt];
    }
  });
  return left.isFull ? left.delete(best) : left;
}

/** What the seal of their origin covers is the same, so that one judgement is enough for both. */
export function isSameSeek(one: Seek, other: Seek): boolean {
  const [a, b] = [one.envelope, other.envelope];
  return (
    one.target === other.target &&
    a.hopLimit === b.hopLimit &&
    a.expires === b.expires &&
    isSamePath(one.avoid, other.avoid) &&
    isSameBytes(a.signature, b.signature) &&
    isSameBytes(a.key, b.key)
  );
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}
