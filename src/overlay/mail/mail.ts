import type { Fate, Letter, LetterPurpose, MailWord } from '../../protocol/mail-words.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Table } from '../../values/table.ts';
import { newOrigins } from '../origins.ts';
import { failThose } from './fail-letters.ts';
import { hearFates } from './hear-fates.ts';
import { hearLetters } from './hear-letters.ts';
import { hearSeek } from './hear-seeks.ts';
import { takeMailJudgement } from './judge-mail.ts';
import { MailDraft } from './mail-draft.ts';
import type { Mail, MailChange, MailSettings, Now, Posted } from './mail-state.ts';
import { noMailUnderWay } from './mail-under-way.ts';
import { hasRoomFor, postLetters } from './post-letters.ts';
import { wayTo } from './routes.ts';
import { takeSeals } from './seal-mail.ts';
import type { Seals } from './seal-mail.ts';
import { dueSearches, sayOwnSeeksTo } from './search.ts';
import { noSeeksHeard } from './seeks-heard.ts';
import { attend } from './send-letters.ts';
import { ToJudge } from './to-judge.ts';
import { dueLetters, leaveLink } from './tend-letters.ts';

/**
 * From one node to one other over any that are linked. A way is searched for when it is needed, by a word that all pass
 * on to their neighbours until it comes to the peer itself (the idea is that of AODV: Perkins, Royer, WMCSA 1999). The
 * search gathers the names of those who pass it on, its answer and all letters and fates carry them (source routes, as in
 * DSR: Johnson, Maltz, 1996). So nobody on the way keeps anything for it: what is remembered is the sender's, loops show
 * in the way itself, and an error names its place.
 *
 *     seek ─▶ ─▶ ─▶ found        letter ─▶ ─▶ ─▶ delivered, or from the way: broken-route, hop-limit, …
 *
 * Each letter has a number among those from its origin to its target, which counts once. Its origin sends it, over one way
 * or another, until its target says that it has it, somebody says why not, or its time is over: each has one outcome.
 * Whatever crosses more than one link is sealed by its origin, and judged by all before it counts or goes on.
 *
 * All are functions from the mail and what has happened to the mail and what is asked of the world.
 */
export function newMail(settings: MailSettings): Mail {
  const { seed } = settings;
  return {
    settings,
    neighbours: Table.empty({ limit: limits.connectionsMax + limits.courtesyLinksMax, seed }),
    correspondents: Table.empty({ limit: limits.correspondentsMax, seed }),
    letters: 0,
    bytes: 0,
    replies: { letters: 0, bytes: 0 },
    firstNumber: 0,
    routes: Table.empty({ limit: limits.routesMax, seed }),
    seeking: Table.empty({ limit: limits.seeksAtOnceMax, seed }),
    unfound: Table.empty({ limit: limits.unfoundMax, seed }),
    heard: noSeeksHeard(seed),
    origins: newOrigins(seed),
    underWay: noMailUnderWay(seed),
    seeksWholeAt: 0,
    nextSeek: 0,
    nextFate: 0,
    wakeAt: null,
    counts: noCounts,
  };
}

/** A neighbour has come: who was not found may be found now. */
export function grow(mail: Mail, neighbour: PeerId, now: Now): MailChange {
  if (mail.neighbours.has(neighbour)) return [mail, []];
  const draft = new MailDraft(mail, now);
  draft.mail.neighbours = mail.neighbours.set(neighbour, newNeighbour);
  draft.mail.seeking = mail.seeking.delete(neighbour);
  draft.mail.unfound = Table.empty({ limit: limits.unfoundMax, seed: mail.settings.seed });
  sayOwnSeeksTo(draft, neighbour);
  const written = draft.correspondent(neighbour);
  if (written !== null) written.pausedUntil = 0;
  attend(draft, neighbour);
  return draft.close();
}

/** It has gone: what it was to pass on takes other ways. */
export function shed(mail: Mail, neighbour: PeerId, now: Now): MailChange {
  if (!mail.neighbours.has(neighbour)) return [mail, []];
  const draft = new MailDraft(mail, now);
  draft.mail.neighbours = mail.neighbours.delete(neighbour);
  leaveLink(draft, neighbour);
  return draft.close();
}

/** Each has exactly one outcome, at once or later: `mail.delivered` or `mail.undelivered`. */
export function post(mail: Mail, posts: readonly Posted[], now: Now): MailChange {
  const draft = new MailDraft(mail, now);
  postLetters(draft, posts);
  return draft.close();
}

/** All that a neighbour has said in one input. */
export function hear(mail: Mail, from: PeerId, words: readonly MailWord[], now: Now): MailChange {
  if (!mail.neighbours.has(from)) return [mail, []];
  const draft = new MailDraft(mail, now);
  const toJudge = new ToJudge(draft, from);
  const letters: Letter[] = [];
  const fates: Fate[] = [];
  for (const word of words) {
    if (word.kind === 'letter') letters.push(word);
    else if (word.kind === 'fate') fates.push(word);
    else hearSeek(draft, word, from, toJudge);
  }
  hearLetters(draft, letters, from, toJudge);
  hearFates(draft, fates, from, toJudge);
  toJudge.ask();
  return draft.close();
}

/** The key and the signatures of a batch that was to be sealed, in its order. */
export function sealed(mail: Mail, batch: number, seals: Seals, now: Now): MailChange {
  const draft = new MailDraft(mail, now);
  takeSeals(draft, batch, seals);
  return draft.close();
}

/** What was made of a batch that was to be judged, in its order. */
export function judged(mail: Mail, batch: number, sound: readonly boolean[], now: Now): MailChange {
  const draft = new MailDraft(mail, now);
  takeMailJudgement(draft, batch, sound);
  return draft.close();
}

export function due(mail: Mail, now: Now): MailChange {
  if (mail.wakeAt === null || mail.wakeAt > now.at) return [mail, []];
  const draft = new MailDraft(mail, now);
  draft.mail.wakeAt = null;
  dueSearches(draft);
  dueLetters(draft);
  return draft.close();
}

export function dueAt({ wakeAt }: Mail): number | null {
  return wakeAt;
}

/** Whether so many more letters with so many bytes can be posted. */
export function roomFor(
  mail: Mail,
  to: PeerId,
  bytes: number,
  letters = 1,
  purpose: LetterPurpose = 'text',
): null | 'outbox-full' {
  const one = mail.correspondents.get(to);
  return hasRoomFor(mail, one, { letters, bytes, purpose }) ? null : 'outbox-full';
}

/** The node stops: whatever has no outcome yet has this one. */
export function giveUp(mail: Mail, code: string): MailChange {
  const draft = new MailDraft(mail, { at: 0, wallMs: 0, isBanned: () => false });
  const fault = { code, where: null, hops: null };
  for (const peer of mail.correspondents.keys()) {
    failThose(
      draft,
      peer,
      () => true,
      () => fault,
    );
  }
  for (const peer of mail.seeking.keys()) draft.mail.seeking = draft.mail.seeking.delete(peer);
  const [left, asked] = draft.close();
  return [{ ...left, wakeAt: null }, asked];
}

/** As far as it is known; `tookUs` is null over a link, of which others know more. */
export function routeTo(
  mail: Mail,
  peer: PeerId,
): { readonly path: readonly PeerId[]; readonly tookUs: number | null } | null {
  const path = wayTo(mail, peer);
  if (path === null) return null;
  return { path, tookUs: path.length === 0 ? null : mail.routes.get(peer)!.tookUs };
}

export function countsOf({ counts, letters, routes, unfound, seeking }: Mail): MailStanding {
  const { relayed, refused, forged, searches } = counts;
  return {
    relayed,
    refused,
    forged,
    searches,
    seeking: seeking.size,
    routes: routes.size,
    unfound: unfound.size,
    waiting: letters,
  };
}

export interface MailStanding {
  readonly relayed: number;
  readonly refused: number;
  readonly forged: number;
  readonly searches: number;
  readonly seeking: number;
  readonly routes: number;
  readonly unfound: number;
  /** Own letters without a fate. */
  readonly waiting: number;
}

const newNeighbour = {
  lettersWholeAt: 0,
  bytesWholeAt: 0,
  judgementsWholeAt: 0,
  refusalsWholeAt: 0,
  newcomersWholeAt: 0,
  judging: 0,
  judgingBytes: 0,
};

const noCounts = {
  relayed: 0,
  refused: 0,
  taken: 0,
  again: 0,
  forged: 0,
  odd: 0,
  tooMany: 0,
  searches: 0,
  passed: 0,
};
