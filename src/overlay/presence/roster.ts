import { limits } from '../../protocol/limits.ts';
import type { Presence } from '../../protocol/messages.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import { Table } from '../../values/table.ts';

/**
 * Who says that they are there. Each node tells everybody so again and again, and when to expect it next; who
 * fails to is suspected first, and lost after one more period. Who promises nothing counts as there for as long as
 * a word is worth anything. Who says that they are leaving has left: what was lost and what has left are told apart
 * to the end. And whom this node has seen to be gone with its own eyes is not there again by a word from before.
 */
export interface Roster {
  readonly entries: Table<RosterEntry>;
  /** When to look for those who have fallen silent; null: nobody is there. */
  readonly checkAt: number | null;
}

export interface RosterEntry {
  readonly instance: Instance;
  readonly sequence: number;
  /** Who has left, or was seen to be gone, is remembered for a while, lest a word from before brings it back. */
  readonly state: 'alive' | 'suspect' | 'left' | 'gone';
  /** null: no further word is promised. */
  readonly everyMs: number | null;
  /** When its last word came, and from when on its silence counts; of one that is gone, since when it is. */
  readonly cameAt: number;
  readonly heardAt: number;
  readonly neighbours: readonly PeerId[];
}

export interface RosterNews {
  readonly id: PeerId;
  /** `known`: it had promised nothing, and how it is now nobody can say. */
  readonly state: 'alive' | 'suspect' | 'left' | 'lost' | 'known';
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
  const { envelope, neighbours } = presence;
  const { origin: id, instance, sequence } = envelope;
  const known = roster.entries.get(id);
  if (known !== undefined && !isLater(envelope, known)) return [roster, []];
  const word = { instance, sequence, cameAt: at };
  if (presence.state === LEAVING) {
    const left = { ...NOTHING_PROMISED, ...word, state: 'left', heardAt: at } as const;
    const isNews = known !== undefined && known.state !== 'left';
    return [put(roster, id, left, at), isNews ? [{ id, state: 'left' }] : []];
  }
  if (known?.state === 'gone' && isFromBefore(known, presence, at, wallMs)) {
    return [put(roster, id, { ...known, ...word }, at), []];
  }
  const everyMs = presence.everyMs === 0 ? null : believedMs(presence);
  const heardAt = silentSince(known, presence, at, wallMs);
  const alive = { ...word, state: 'alive', everyMs, heardAt, neighbours } as const;
  const isNews = known?.state !== 'alive';
  return [put(roster, id, alive, at), isNews ? [{ id, state: 'alive' }] : []];
}

const NOTHING_PROMISED = { everyMs: null, neighbours: [] };

function put(roster: Roster, id: PeerId, entry: RosterEntry, at: number): Roster {
  const entries = withRoom(roster.entries, id).set(id, entry);
  return { entries, checkAt: Math.min(roster.checkAt ?? Infinity, nextCheckOf(entry, at)) };
}

/**
 * Whether it was said before this node saw that its origin is gone. By its clock, which can be wrong; so whoever has had
 * a word since then and speaks again half a period later lives.
 */
function isFromBefore(
  { cameAt, heardAt: goneAt }: RosterEntry,
  presence: Presence,
  at: number,
  wallMs: number,
): boolean {
  const speaksAgain = cameAt > goneAt && at - cameAt >= periodUsOf(presence) / 2;
  return !speaksAgain && at - agoUsOf(presence, wallMs) <= goneAt;
}

/**
 * Newcomers are given what was said in the last minute, also by those who have died since: the first words of somebody
 * are as old as its clock says, and it is alive for as long as it would be elsewhere. Clocks can be wrong, so by that
 * alone nobody is lost: who lives speaks again within a period, and that counts from when it comes.
 */
function silentSince(
  known: RosterEntry | undefined,
  presence: Presence,
  at: number,
  wallMs: number,
): number {
  const periodUs = periodUsOf(presence);
  const agoUs = agoUsOf(presence, wallMs);
  if (presence.everyMs === 0) return at - agoUs;
  if (known !== undefined && at - known.cameAt >= periodUs / 2) return at;
  const since = at - Math.min(agoUs, limits.presencesMissedMax * periodUs);
  return Math.max(since, known?.heardAt ?? since);
}

function periodUsOf(presence: Presence): number {
  return believedMs(presence) * 1_000;
}

/** Who promised a word each millisecond would be lost, and alive again, as often as it speaks: and each time that is news. */
function believedMs({ everyMs }: Presence): number {
  const { presenceIntervalMinMs, presenceIntervalMaxMs } = limits;
  return Math.min(Math.max(everyMs, presenceIntervalMinMs), presenceIntervalMaxMs);
}

/** How long ago it was said, by the clock of its origin. */
function agoUsOf({ envelope }: Presence, wallMs: number): number {
  return Math.max(0, wallMs - (envelope.expires - limits.castLifeMs)) * 1_000;
}

/** Who is there as far as is known. */
export function isHere(roster: Roster, id: PeerId): boolean {
  return roster.entries.get(id)?.state === 'alive';
}

/** Those who are there, or were a moment ago. */
export function present({ entries }: Roster): readonly (readonly [PeerId, RosterEntry])[] {
  return [...entries].filter(([, entry]) => !isOver(entry));
}

/** This node has seen that it is not there: a word of it from now on is news, and one from before is not. */
export function strike(roster: Roster, id: PeerId, at: number): Roster {
  const { state, instance, sequence } = roster.entries.get(id) ?? NOT_HEARD;
  if (state === 'left') return roster;
  const since = { cameAt: at, heardAt: at };
  return put(roster, id, { ...NOTHING_PROMISED, ...since, instance, sequence, state: 'gone' }, at);
}

const NOT_HEARD = { state: null, instance: { boot: 0, nonce: 0 }, sequence: 0 };

function isOver({ state }: RosterEntry): boolean {
  return state === 'left' || state === 'gone';
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
      if (next === null && !isOver(entry)) news.push({ id, state: endOf(entry) });
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

function endOf({ everyMs }: RosterEntry): 'lost' | 'known' {
  return everyMs === null ? 'known' : 'lost';
}

/** null: it is over. */
function judge(entry: RosterEntry, at: number): RosterEntry | null {
  if (entry.everyMs === null) return at >= endsAt(entry) ? null : entry;
  const missed = (at - entry.heardAt) / (entry.everyMs * 1_000);
  if (missed > limits.presencesLostMax) return null;
  const isSilent = missed > limits.presencesMissedMax && entry.state === 'alive';
  return isSilent ? { ...entry, state: 'suspect' } : entry;
}

/** Of who is over: when nothing said before can still be on its way. Of others, when their word has expired. */
function endsAt(entry: RosterEntry): number {
  const { castLifeMs, clockSkewMaxMs } = limits;
  const lastsMs = isOver(entry) ? castLifeMs + clockSkewMaxMs : castLifeMs;
  return entry.heardAt + lastsMs * 1_000 + 1;
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

/** Of a full roster, whoever was heard longest ago is forgotten; of those first that are not there. */
function withRoom(entries: Roster['entries'], id: PeerId): Roster['entries'] {
  if (!entries.isFull || entries.has(id)) return entries;
  let oldest: readonly [PeerId, RosterEntry] | null = null;
  for (const each of entries) if (oldest === null || goesBefore(each[1], oldest[1])) oldest = each;
  return entries.delete(oldest![0]);
}

function goesBefore(entry: RosterEntry, other: RosterEntry): boolean {
  if (isOver(entry) !== isOver(other)) return isOver(entry);
  return entry.heardAt < other.heardAt;
}

function nextCheckOf(entry: RosterEntry, at: number): number {
  const { state, heardAt, everyMs } = entry;
  if (everyMs === null)
    return isOver(entry) ? endsAt(entry) : Math.max(at + CHECK_US, endsAt(entry));
  const { presencesMissedMax, presencesLostMax } = limits;
  const periods = state === 'suspect' ? presencesLostMax : presencesMissedMax;
  return Math.max(at + CHECK_US, heardAt + periods * everyMs * 1_000 + 1);
}

/** How closely silence is looked at. */
const CHECK_US = 1_000_000;
