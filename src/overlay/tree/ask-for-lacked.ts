import { limits } from '../../protocol/limits.ts';
import type { CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Queue } from '../../values/queue.ts';
import { hasCome } from '../origin-window.ts';
import type { OriginWindow } from '../origin-window.ts';
import { dueAfter, inSlots, lengthOf } from './announcements.ts';
import { isUnderWay } from './casts-under-way.ts';
import { hearOfKnown } from './hear-again.ts';
import { currentPart, haveAllCome, windowOf } from './known-casts.ts';
import type { TreeDraft } from './tree-draft.ts';
import type { Announcement } from './tree-state.ts';

/**
 * What was announced and has not come is asked for: of whoever announced it first, then, as long as it does not come,
 * of one after the other. Nothing is asked of two at once, or it would come twice.
 */
export function askForLacked(draft: TreeDraft): void {
  const announced = split(draft.announced, draft.at);
  const lacked = split(draft.lacked, draft.at);
  if (announced.due.length + lacked.due.length === 0) return;
  draft.announced = announced.later;
  draft.lacked = lacked.later;
  ask(draft, [...lacked.due, ...announced.due]);
}

/**
 * All that `peer` alone has announced is given up. What it was asked for in vain, others are asked for at once. It may have
 * brought what others have announced: nothing of that is merely late.
 */
export function giveUpOn(draft: TreeDraft, peer: PeerId): void {
  const origins = new Set<PeerId>();
  for (const { by, origin } of draft.lacked) if (by === peer) origins.add(origin);
  const isHurried = ({ by, origin }: Announcement): boolean => by !== peer && origins.has(origin);
  const hurried = [...draft.lacked].filter(isHurried).map(lost);
  draft.announced = lostOf(draft.announced, peer);
  draft.lacked = only(draft.lacked, (entry) => entry.by !== peer && !isHurried(entry));
  ask(draft, hurried);
}

function ask(draft: TreeDraft, due: readonly Announcement[]): void {
  const round = new Round(draft);
  // Who was not asked yet comes first; among equals, who announced it first.
  for (const entry of [...due].sort((a, b) => a.attempts - b.attempts)) round.take(entry);
  round.close();
}

class Round {
  readonly #draft: TreeDraft;
  /** What is asked for, by origin: sequences share places as they do in a window, and where two meet, one waits. */
  readonly #asked = new Map<string, Uint8Array>();
  readonly #requests = new Map<PeerId, OpenRange[]>();
  readonly #asking: Announcement[] = [];
  readonly #waiting: Announcement[] = [];

  constructor(draft: TreeDraft) {
    this.#draft = draft;
  }

  take(entry: Announcement): void {
    const draft = this.#draft;
    const current = currentPart(draft.origins, entry);
    if (current === null || haveAllCome(draft.origins, current)) {
      if (current !== null) hearOfKnown(draft, current, entry.by);
      this.#drop(entry);
    } else if (isLate(draft, current)) this.#wait(current, entry.first);
    else if (current.attempts >= limits.graftAttemptsMax) {
      hearOfKnown(draft, current, entry.by);
      draft.count('givenUp');
      this.#drop(entry);
    } else this.#ask(current, entry.first);
  }

  close(): void {
    const draft = this.#draft;
    for (const [peer, ranges] of this.#requests) if (ranges.length > 0) draft.graft(peer, ranges);
    // Next time those who were asked for all that they have come last.
    for (const entry of [...this.#waiting, ...this.#asking]) {
      draft.lacked = draft.lacked.push(entry);
    }
  }

  #drop(entry: Announcement): void {
    release(this.#draft, entry.by, 1, lengthOf(entry));
  }

  #wait(entry: Announcement, firstBefore: number): void {
    const draft = this.#draft;
    const window = windowOf(draft.origins, entry);
    const first = window === null ? entry.first : firstLacking(window, entry.first);
    const rest = this.#rest(entry, first, firstBefore);
    const { at, delivered } = draft;
    const attempts = first > firstBefore ? 0 : entry.attempts;
    const waits = entry.waits + 1;
    draft.announced = draft.announced.push({
      ...rest,
      due: dueAfter(at),
      attempts,
      delivered,
      waits,
    });
  }

  #ask(entry: Announcement, firstBefore: number): void {
    const { firstLeft, isAsked, asksOthers } = this.#request(entry);
    // As long as something comes, the others may come too.
    const attempts = firstLeft > firstBefore ? entry.attempts : entry.attempts + 1;
    const due = inSlots(this.#draft.at + limits.graftRetryMs * 1_000);
    const rest = this.#rest(entry, firstLeft, firstBefore);
    (isAsked && !asksOthers ? this.#asking : this.#waiting).push({ ...rest, due, attempts });
  }

  /** What has come of it is not waited for any more, and may tell of a shorter way. */
  #rest(entry: Announcement, first: number, firstBefore: number): Announcement {
    if (first > entry.first) hearOfKnown(this.#draft, { ...entry, last: first - 1 }, entry.by);
    release(this.#draft, entry.by, 0, first - firstBefore);
    return { ...entry, first };
  }

  #request(entry: Announcement): Requested {
    const { origins, underWay } = this.#draft;
    const { by, origin, instance, hops } = entry;
    const window = windowOf(origins, entry);
    const ranges = this.#requestsTo(by);
    const asked = this.#askedOf(entry);
    let firstLeft = -1;
    let isAsked = false;
    let asksOthers = false;
    for (let sequence = entry.first; sequence <= entry.last; sequence += 1) {
      if (window !== null && hasCome(window, sequence)) continue;
      if (firstLeft === -1) firstLeft = sequence;
      const place = sequence % limits.originWindow;
      if (asked[place] === 1) asksOthers = true;
      if (asked[place] === 1 || isUnderWay(underWay, { origin, instance, sequence })) continue;
      const range = ranges.at(-1);
      if (isAsked && range?.last === sequence - 1) range.last = sequence;
      else if (ranges.length >= limits.graftRangesMax) break;
      else ranges.push({ origin, instance, first: sequence, last: sequence, hops });
      asked[place] = 1;
      isAsked = true;
    }
    return { firstLeft, isAsked, asksOthers };
  }

  #requestsTo(peer: PeerId): OpenRange[] {
    const ranges = this.#requests.get(peer) ?? [];
    this.#requests.set(peer, ranges);
    return ranges;
  }

  #askedOf({ origin, instance }: CastRange): Uint8Array {
    const key = `${origin}.${instance.boot}.${instance.nonce}`;
    const asked = this.#asked.get(key) ?? new Uint8Array(limits.originWindow);
    this.#asked.set(key, asked);
    return asked;
  }
}

function firstLacking(window: OriginWindow, from: number): number {
  let sequence = from;
  while (hasCome(window, sequence)) sequence += 1;
  return sequence;
}

function release(draft: TreeDraft, by: PeerId, entries: number, casts: number): void {
  const neighbour = draft.neighbours.get(by);
  if (neighbour === undefined || entries + casts === 0) return;
  draft.change(by, {
    announcements: neighbour.announcements - entries,
    announcedCasts: neighbour.announcedCasts - casts,
  });
}

/**
 * As long as something new comes, the tree stands, and what it has not brought is late rather than lost: where all are busy,
 * to ask others for it would make them busier, and close cycles that are cut again.
 */
function isLate(draft: TreeDraft, { delivered, waits }: Announcement): boolean {
  return draft.delivered > delivered && waits < limits.graftWaitsMax;
}

interface Requested {
  readonly firstLeft: number;
  readonly isAsked: boolean;
  /** For some of it, others are asked this time. */
  readonly asksOthers: boolean;
}

type OpenRange = { -readonly [F in keyof CastRange]: CastRange[F] };

function split(
  queue: Queue<Announcement>,
  at: number,
): { due: Announcement[]; later: Queue<Announcement> } {
  const due: Announcement[] = [];
  let later = queue;
  for (let next = later.shift(); next !== null && next.item.due <= at; next = later.shift()) {
    due.push(next.item);
    later = next.rest;
  }
  return { due, later };
}

function lostOf(announced: Queue<Announcement>, peer: PeerId): Queue<Announcement> {
  let left = Queue.empty<Announcement>();
  for (const entry of announced) if (entry.by !== peer) left = left.push(lost(entry));
  return left;
}

function lost(entry: Announcement): Announcement {
  return { ...entry, waits: limits.graftWaitsMax };
}

function only(
  queue: Queue<Announcement>,
  isWanted: (entry: Announcement) => boolean,
): Queue<Announcement> {
  let wanted = Queue.empty<Announcement>();
  for (const entry of queue) if (isWanted(entry)) wanted = wanted.push(entry);
  return wanted.length === queue.length ? queue : wanted;
}
