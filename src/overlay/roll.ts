import { parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import type { Lead } from '../protocol/messages.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { type RandomStream, streamOf } from '../values/random-stream.ts';
import { Table } from '../values/table.ts';
import { isWithin, scopeOf } from './address-scope.ts';
import { drawInTurns } from './draw-in-turns.ts';
import { newProbeBudgets, type ProbeBudgets, spendProbe } from './probe-budgets.ts';
import { whoMakesRoom } from './who-makes-room.ts';

/**
 * Whom a seed node lists. Who wants to be listed says so again and again (`enrol`), and goes from the list when that
 * fails to come for too long, or when a farewell says so.
 *
 * Where somebody listens is a claim until the seed node has dialled there itself and found them: only then others are
 * told. That somebody is gone is a claim too, whoever makes it: it makes the seed node dial, and takes nobody from the
 * list. What a dial that finds nobody does take away comes back with the next renewal. Dials are few at once, and
 * within budgets, so that no claim makes a port scanner of a seed node; a dial that the budgets do not allow is not
 * made, and whoever still wants it will ask again.
 */
export interface Roll {
  readonly entries: Table<RollEntry>;
  /** Where it is being dialled, by whom it is for. */
  readonly looking: Table<string>;
  /** How many entries wait for that. */
  readonly waiting: number;
  readonly budgets: ProbeBudgets;
  /** No entry expires before; null: none ever does. */
  readonly nextAt: number | null;
  readonly random: RandomStream;
}

export interface RollEntry {
  readonly address: string;
  readonly expiresAt: number;
  /** Found there, by a dial of our own. */
  readonly isVerified: boolean;
  /** Since when it is to be dialled; null: it is not. */
  readonly wantedAt: number | null;
}

export type RollAsked = { readonly type: 'roll.probe'; readonly lead: Lead };
export type RollChange = readonly [Roll, readonly RollAsked[]];

/** Somebody who has shown who they are wants to be listed. */
export interface Enrolment {
  readonly lead: Lead;
  readonly everyMs: number;
  /** Where their link comes from. */
  readonly from: string;
}

export function newRoll(seed: number): Roll {
  return {
    entries: Table.empty({ limit: limits.rollMax, seed }),
    looking: Table.empty({ limit: limits.probesAtOnceMax, seed }),
    waiting: 0,
    budgets: newProbeBudgets(seed),
    nextAt: null,
    random: streamOf(seed, 'roll'),
  };
}

/**
 * Lists somebody, or goes on listing them, for as long as a few renewals may fail to come. An address that is nearer
 * than they themselves are is none that they could be reached at.
 */
export function enrol(roll: Roll, { lead, everyMs, from }: Enrolment, at: number): RollChange {
  const { id, address } = lead;
  if (parseAddress(address) === null || !isWithin(address, scopeOf(from))) return [roll, []];
  const before = roll.entries.get(id);
  const room = before === undefined ? withRoom(roll, address) : roll;
  if (room === null) return [roll, []];
  const forMs = limits.enrolmentsMissedMax * Math.min(everyMs, limits.enrolIntervalMaxMs);
  const expiresAt = at + forMs * 1_000;
  const known = before?.address === address ? before : UNKNOWN;
  const listed = put(room, id, { ...known, address, expiresAt });
  const next = { ...listed, nextAt: Math.min(listed.nextAt ?? expiresAt, expiresAt) };
  return known.isVerified ? [next, []] : look(next, id, from, at);
}

/** A connection to somebody ended: they said goodbye, or did not and are looked after. */
export function release(roll: Roll, id: PeerId, how: 'left' | 'lost', at: number): RollChange {
  return how === 'left' ? [put(roll, id, null), []] : look(roll, id, null, at);
}

/** Somebody at `from` says that this peer is gone. */
export function report(roll: Roll, id: PeerId, from: string, at: number): RollChange {
  return roll.entries.get(id)?.isVerified === true ? look(roll, id, from, at) : [roll, []];
}

/** A probe found them there. */
export function verified(roll: Roll, { id, address }: Lead): RollChange {
  const entry = roll.entries.get(id);
  const known =
    entry?.address === address
      ? put(roll, id, { ...entry, isVerified: true, wantedAt: null })
      : roll;
  return nextLooks(looked(known, id));
}

/** A probe found nobody there, or somebody else. */
export function refuted(roll: Roll, { id, address }: Lead): RollChange {
  const isOfIt = roll.entries.get(id)?.address === address;
  return nextLooks(looked(isOfIt ? put(roll, id, null) : roll, id));
}

/** A probe could not be made, so nothing is known; whoever still wants it will ask again. */
export function putOff(roll: Roll, { id }: Lead): RollChange {
  return nextLooks(looked(roll, id));
}

/** When something is to be done without anybody's doing; null: never. */
export function dueAt(roll: Roll): number | null {
  return roll.nextAt;
}

/** Takes off who has not said for too long that they are there. */
export function due(roll: Roll, at: number): RollChange {
  if (roll.nextAt === null || roll.nextAt > at) return [roll, []];
  let left: Roll = { ...roll, nextAt: null };
  for (const [id, { expiresAt }] of roll.entries) {
    if (expiresAt <= at) left = put(left, id, null);
    else left = { ...left, nextAt: Math.min(left.nextAt ?? expiresAt, expiresAt) };
  }
  return [left, []];
}

/** Of those who were found where they say, up to `count`, by chance, and of hosts in turns. */
export function sample(
  roll: Roll,
  exceptFor: PeerId,
  count: number,
): readonly [Roll, readonly Lead[]] {
  const found: Lead[] = [];
  for (const [id, { address, isVerified }] of roll.entries) {
    if (isVerified && id !== exceptFor) found.push({ id, address });
  }
  const [drawn, random] = drawInTurns(
    roll.random,
    found,
    Math.min(count, limits.rollSampleMax),
    ({ address }) => address,
  );
  return [{ ...roll, random }, drawn];
}

const UNKNOWN = { isVerified: false, wantedAt: null };

/** Has somebody dialled, at once or as soon as it is their turn. */
function look(roll: Roll, id: PeerId, from: string | null, at: number): RollChange {
  const entry = roll.entries.get(id);
  if (entry === undefined || entry.wantedAt !== null) return [roll, []];
  if (roll.looking.get(id) === entry.address) return [roll, []];
  const budgets = spendProbe(roll.budgets, from, entry.address, at);
  if (budgets === null) return [roll, []];
  return nextLooks(put({ ...roll, budgets }, id, { ...entry, wantedAt: at }));
}

function looked(roll: Roll, id: PeerId): Roll {
  return { ...roll, looking: roll.looking.delete(id) };
}

/** As many as there is room for, those that have waited for longest first. */
function nextLooks(roll: Roll): RollChange {
  const asked: RollAsked[] = [];
  let left = roll;
  while (left.waiting > 0 && !left.looking.isFull) {
    const first = firstWaiting(left);
    if (first === null) break;
    const [id, entry] = first;
    const { address } = entry;
    left = put(left, id, { ...entry, wantedAt: null });
    left = { ...left, looking: left.looking.set(id, address) };
    asked.push({ type: 'roll.probe', lead: { id, address } });
  }
  return [left, asked];
}

/** Whoever is being dialled at another address waits for what comes of that. */
function firstWaiting({ entries, looking }: Roll): readonly [PeerId, RollEntry] | null {
  let first: readonly [PeerId, RollEntry] | null = null;
  let since = Infinity;
  for (const [id, entry] of entries) {
    if (entry.wantedAt === null || entry.wantedAt >= since || looking.has(id)) continue;
    [first, since] = [[id, entry], entry.wantedAt];
  }
  return first;
}

/** null: the list is full, and nobody makes room. */
function withRoom(roll: Roll, address: string): Roll | null {
  if (!roll.entries.isFull) return roll;
  const [who, random] = whoMakesRoom(roll.entries, address, roll.random);
  return who === null ? null : put({ ...roll, random }, who, null);
}

/** null takes the entry away. */
function put(roll: Roll, id: PeerId, entry: RollEntry | null): Roll {
  const waited = isWaiting(roll.entries.get(id));
  const waits = isWaiting(entry ?? undefined);
  const entries = entry === null ? roll.entries.delete(id) : roll.entries.set(id, entry);
  return { ...roll, entries, waiting: roll.waiting + Number(waits) - Number(waited) };
}

function isWaiting(entry: RollEntry | undefined): boolean {
  return entry !== undefined && entry.wantedAt !== null;
}
