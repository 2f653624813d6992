import { limits } from '../../protocol/limits.ts';
import type { Presence } from '../../protocol/messages.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import { Table } from '../../values/table.ts';

/**
 * Who says that they are there. Each node tells everybody so again and again, and when to expect it next; who
 * fails to is suspected first, and lost after one more period. Who says that they are leaving has left: what
 * was lost and what has left are told apart to the end.
 */
export interface Roster {
  readonly entries: Table<RosterEntry>;
  /** When to look for those who have fallen silent; null: nobody is there. */
  readonly checkAt: number | null;
}

export interface RosterEntry {
  readonly instance: Instance;
  /** null: no further word is promised. */
  readonly everyMs: number | null;
  readonly heardAt: number;
  readonly isSuspect: boolean;
  readonly neighbours: readonly PeerId[];
}

export interface RosterNews {
  readonly id: PeerId;
  readonly state: 'alive' | 'suspect' | 'left' | 'lost';
}

export type RosterChange = readonly [Roster, readonly RosterNews[]];

export const HERE = 'here';
export const LEAVING = 'leaving';

export function newRoster(seed: number): Roster {
  return { entries: Table.empty({ limit: limits.peersMax, seed }), checkAt: null };
}

/** A presence that its origin has signed. */
export function heedPresence(roster: Roster, presence: Presence, at: number): RosterChange {
  const { envelope, state, neighbours, everyMs } = presence;
  const { origin: id, instance } = envelope;
  const known = roster.entries.get(id);
  if (state === LEAVING) {
    return [strike(roster, id), known === undefined ? [] : [{ id, state: 'left' }]];
  }
  const entry: RosterEntry = {
    instance,
    everyMs: everyMs === 0 ? null : Math.min(everyMs, limits.presenceIntervalMaxMs),
    heardAt: at,
    isSuspect: false,
    neighbours,
  };
  const entries = withRoom(roster.entries, id).set(id, entry);
  const isNews = known === undefined || known.isSuspect;
  const checkAt = Math.min(roster.checkAt ?? Infinity, nextCheckOf(entry, 0));
  return [
    { entries, checkAt: checkAt === Infinity ? null : checkAt },
    isNews ? [{ id, state: 'alive' }] : [],
  ];
}

/** It was seen to be there, or not to be, in another way. */
export function strike(roster: Roster, id: PeerId): Roster {
  if (!roster.entries.has(id)) return roster;
  return { ...roster, entries: roster.entries.delete(id) };
}

export function rosterDue(roster: Roster, at: number): RosterChange {
  if (roster.checkAt === null || roster.checkAt > at) return [roster, []];
  const news: RosterNews[] = [];
  let first = Infinity;
  const entries = roster.entries.edit((draft) => {
    for (const [id, entry] of roster.entries) {
      const missed = missedBy(entry, at);
      if (missed > limits.presencesLostMax) {
        draft.delete(id);
        news.push({ id, state: 'lost' });
      } else if (missed > limits.presencesMissedMax && !entry.isSuspect) {
        draft.set(id, { ...entry, isSuspect: true });
        news.push({ id, state: 'suspect' });
      }
      if (missed <= limits.presencesLostMax) first = Math.min(first, nextCheckOf(entry, missed));
    }
  });
  const checkAt = first === Infinity ? null : Math.max(first, at + CHECK_US);
  return [{ entries, checkAt }, news];
}

/** With many peers each speaks more rarely, so that a node hears only so many in a second. */
export function presenceEveryMs(intervalMs: number, peers: number): number {
  const crowded = Math.ceil((peers * 1_000) / limits.presencesPerSecondMax);
  return Math.min(Math.max(intervalMs, crowded), limits.presenceIntervalMaxMs);
}

/** Of a full roster, whoever was heard longest ago is forgotten. */
function withRoom(entries: Roster['entries'], id: PeerId): Roster['entries'] {
  if (!entries.isFull || entries.has(id)) return entries;
  let oldest = '';
  let heardAt = Infinity;
  for (const [each, entry] of entries) {
    if (entry.heardAt < heardAt) [oldest, heardAt] = [each, entry.heardAt];
  }
  return entries.delete(oldest);
}

/** Periods that are over without a word. */
function missedBy({ heardAt, everyMs }: RosterEntry, at: number): number {
  return everyMs === null ? 0 : (at - heardAt) / (everyMs * 1_000);
}

function nextCheckOf({ heardAt, everyMs }: RosterEntry, missed: number): number {
  if (everyMs === null) return Infinity;
  const { presencesMissedMax, presencesLostMax } = limits;
  const periods = missed > presencesMissedMax ? presencesLostMax : presencesMissedMax;
  return heardAt + periods * everyMs * 1_000 + CHECK_US;
}

/** How closely silence is looked at. */
const CHECK_US = 1_000_000;
