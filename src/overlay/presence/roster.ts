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
  readonly sequence: number;
  /** Who has left is remembered for a while, lest a word from before brings it back. */
  readonly state: 'alive' | 'suspect' | 'left';
  /** null: no further word is promised. */
  readonly everyMs: number | null;
  /** When its last word came, and from when on its silence counts. */
  readonly cameAt: number;
  readonly heardAt: number;
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

/** A presence that its origin has signed. Casts overtake each other: what was said before is no news. */
export function heedPresence(
  roster: Roster,
  presence: Presence,
  at: number,
  wallMs: number,
): RosterChange {
  const { envelope, neighbours, everyMs } = presence;
  const { origin: id, instance, sequence } = envelope;
  const known = roster.entries.get(id);
  if (known !== undefined && !isLater(envelope, known)) return [roster, []];
  const state = presence.state === LEAVING ? 'left' : 'alive';
  const promisedMs = everyMs === 0 ? null : Math.min(everyMs, limits.presenceIntervalMaxMs);
  const entry: RosterEntry = {
    instance,
    sequence,
    state,
    everyMs: state === 'left' ? null : promisedMs,
    cameAt: at,
    heardAt: state === 'left' ? at : silentSince(known, presence, at, wallMs),
    neighbours: state === 'left' ? [] : neighbours,
  };
  const entries = withRoom(roster.entries, id).set(id, entry);
  const checkAt = Math.min(roster.checkAt ?? Infinity, nextCheckOf(entry, at));
  const isNews = known === undefined ? state === 'alive' : known.state !== state;
  return [
    { entries, checkAt: checkAt === Infinity ? null : checkAt },
    isNews ? [{ id, state }] : [],
  ];
}

/**
 * Newcomers are given what was said in the last minute, also by those who have died since: the first words of somebody
 * are as old as its clock says, and it is alive for as long as it would be elsewhere. Clocks can be wrong, so by that
 * alone nobody is lost: who lives speaks again within a period, and that counts from when it comes.
 */
function silentSince(
  known: RosterEntry | undefined,
  { envelope, everyMs }: Presence,
  at: number,
  wallMs: number,
): number {
  const periodUs = Math.min(everyMs, limits.presenceIntervalMaxMs) * 1_000;
  if (known !== undefined && at - known.cameAt >= periodUs / 2) return at;
  const agoUs = (wallMs - (envelope.expires - limits.castLifeMs)) * 1_000;
  const since = at - Math.min(Math.max(0, agoUs), limits.presencesMissedMax * periodUs);
  return Math.max(since, known?.heardAt ?? since);
}

/** Who is there as far as is known. */
export function isHere(roster: Roster, id: PeerId): boolean {
  return roster.entries.get(id)?.state === 'alive';
}

/** Those who are there, or were a moment ago. */
export function present({ entries }: Roster): readonly (readonly [PeerId, RosterEntry])[] {
  return [...entries].filter(([, { state }]) => state !== 'left');
}

/** It was seen not to be there in another way; the next word of it is news. */
export function strike(roster: Roster, id: PeerId): Roster {
  const entry = roster.entries.get(id);
  if (entry === undefined || entry.state === 'left') return roster;
  return { ...roster, entries: roster.entries.delete(id) };
}

export function rosterDue(roster: Roster, at: number): RosterChange {
  if (roster.checkAt === null || roster.checkAt > at) return [roster, []];
  const news: RosterNews[] = [];
  let first = Infinity;
  const entries = roster.entries.edit((draft) => {
    for (const [id, entry] of roster.entries) {
      const next = judge(entry, at);
      if (next === null) draft.delete(id);
      else if (next !== entry) draft.set(id, next);
      if (next === null && entry.state !== 'left') news.push({ id, state: 'lost' });
      if (next !== null && next !== entry) news.push({ id, state: 'suspect' });
      if (next !== null) first = Math.min(first, nextCheckOf(next, at));
    }
  });
  return [{ entries, checkAt: first === Infinity ? null : first }, news];
}

/** With many peers each speaks more rarely, so that a node hears only so many in a second. */
export function presenceEveryMs(intervalMs: number, peers: number): number {
  const crowded = Math.ceil((peers * 1_000) / limits.presencesPerSecondMax);
  return Math.min(Math.max(intervalMs, crowded), limits.presenceIntervalMaxMs);
}

/** null: it is over. */
function judge(entry: RosterEntry, at: number): RosterEntry | null {
  if (entry.state === 'left') return isForgotten(entry, at) ? null : entry;
  const missed = missedBy(entry, at);
  if (missed > limits.presencesLostMax) return null;
  const isSilent = missed > limits.presencesMissedMax && entry.state === 'alive';
  return isSilent ? { ...entry, state: 'suspect' } : entry;
}

/** Nothing said before can still be on its way. */
function isForgotten({ heardAt }: RosterEntry, at: number): boolean {
  return at - heardAt > (limits.castLifeMs + limits.clockSkewMaxMs) * 1_000;
}

function isLater(
  { instance, sequence }: Presence['envelope'],
  known: Pick<RosterEntry, 'instance' | 'sequence'>,
): boolean {
  const { boot, nonce } = instance;
  if (boot !== known.instance.boot) return boot > known.instance.boot;
  if (nonce !== known.instance.nonce) return nonce > known.instance.nonce;
  return sequence > known.sequence;
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

function nextCheckOf(entry: RosterEntry, at: number): number {
  const { state, heardAt, everyMs } = entry;
  if (state === 'left') return heardAt + (limits.castLifeMs + limits.clockSkewMaxMs) * 1_000 + 1;
  if (everyMs === null) return Infinity;
  const { presencesMissedMax, presencesLostMax } = limits;
  const periods = state === 'suspect' ? presencesLostMax : presencesMissedMax;
  return Math.max(at + CHECK_US, heardAt + periods * everyMs * 1_000 + 1);
}

/** How closely silence is looked at. */
const CHECK_US = 1_000_000;
