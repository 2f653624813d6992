import { limits } from '../../protocol/limits.ts';
import type { Seek } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { spend, type Terms } from '../../values/budget.ts';
import { expiryOf, NOTHING } from './fates-to-say.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Correspondent } from './correspondents.ts';
import type { Fault } from './mail-asked.ts';
import type { Seeking } from './mail-state.ts';
import { ofSeeks } from './seeks-heard.ts';
import { failHeld } from './fail-letters.ts';

/**
 * A search of this node's own: it is asked for a peer again and again, for twice as long each time. Whoever finds none is
 * told for a while that there is none, until a neighbour comes; the farthest who said that the search ended there for
 * want of hops shows that there may be one.
 */
export function seekFor(draft: MailDraft, peer: PeerId): void {
  const { mail, at } = draft;
  const unfound = mail.unfound.get(peer);
  if (unfound !== undefined && unfound.until > at) return failHeld(draft, peer, unfound);
  if (mail.seeking.has(peer)) return;
  const pauseUntil = mail.seeking.isFull ? at + limits.seekTimeoutMs * 1_000 : mayAskAt(draft);
  if (pauseUntil > at) draft.correspondent(peer)!.pausedUntil = pauseUntil;
  else ask(draft, peer, null);
}

export function sayOwnSeek(draft: MailDraft, seek: Seek): void {
  const { mail } = draft;
  const seeking = mail.seeking.get(seek.target);
  if (seeking?.sequences.at(-1) !== seek.envelope.sequence) return;
  mail.seeking = mail.seeking.set(seek.target, { ...seeking, word: seek });
  for (const neighbour of mail.neighbours.keys()) {
    if (!seek.avoid.includes(neighbour)) draft.say(neighbour, seek);
  }
}

/** A neighbour that has come may be the way to those who are sought. */
export function sayOwnSeeksTo(draft: MailDraft, neighbour: PeerId): void {
  for (const { word } of draft.mail.seeking.values()) {
    if (word === null || word.avoid.includes(neighbour)) continue;
    if (word.envelope.expires > draft.now.wallMs) draft.say(neighbour, word);
  }
}

export function dueSearches(draft: MailDraft): void {
  const { mail, at } = draft;
  for (const [peer, seeking] of mail.seeking) {
    if (seeking.until > at) draft.wake(seeking.until);
    else if (draft.look(peer)?.letters.some(({ state }) => state === 'held') !== true) {
      mail.seeking = mail.seeking.delete(peer);
    } else if (seeking.sequences.length < limits.seeksPerLetterMax) askAgain(draft, peer, seeking);
    else giveUpSearch(draft, peer, seeking);
  }
}

/** Others pass on so many searches of one origin and no more: what is beyond that waits here. */
function mayAskAt({ mail, at }: MailDraft): number {
  return Math.max(at, mail.seeksWholeAt - (ofOwnSeeks.most - 1) * ofOwnSeeks.healMs * 1_000);
}

const ofOwnSeeks: Terms = { ...ofSeeks, most: limits.seeksPerOriginMax - 4 };

function askAgain(draft: MailDraft, peer: PeerId, seeking: Seeking): void {
  const until = mayAskAt(draft);
  if (until <= draft.at) return ask(draft, peer, seeking);
  draft.mail.seeking = draft.mail.seeking.set(peer, { ...seeking, until });
  draft.wake(until);
}

function ask(draft: MailDraft, peer: PeerId, before: Seeking | null): void {
  const { mail, at } = draft;
  const sequence = mail.nextSeek;
  const earlier = before?.sequences ?? [];
  const until = at + limits.seekTimeoutMs * 1_000 * 2 ** earlier.length;
  mail.nextSeek += 1;
  mail.seeksWholeAt = spend(mail.seeksWholeAt, 1, at, ofOwnSeeks);
  mail.seeking = mail.seeking.set(peer, {
    sequences: [...earlier, sequence],
    startedAt: before?.startedAt ?? at,
    askedAt: at,
    until,
    word: null,
    tooFar: before?.tooFar ?? null,
  });
  draft.wake(until);
  draft.count('searches');
  const avoid = avoidedBy(draft, draft.look(peer)!, earlier.length);
  const seek = seekOf(draft, peer, sequence, avoid);
  if (mail.settings.signs) draft.seal(seek);
  else sayOwnSeek(draft, seek);
}

/**
 * The first attempt goes around all over whom letters went in vain. One of them may be the only way, and another one the
 * cause: so the second leaves out one alone, each time the next, and the last one nobody.
 */
function avoidedBy({ mail }: MailDraft, one: Looked, attempt: number): readonly PeerId[] {
  const { suspects, setbacks } = one;
  if (attempt >= 2 || suspects.length === 0) return [];
  const oneOf = suspects.slice(Math.max(0, setbacks - 1) % suspects.length).slice(0, 1);
  const avoided = attempt === 0 ? suspects : oneOf;
  const areAll = [...mail.neighbours.keys()].every((peer) => avoided.includes(peer));
  return areAll ? avoided.filter((peer) => !mail.neighbours.has(peer)) : avoided;
}

type Looked = Pick<Correspondent, 'suspects' | 'setbacks'>;

function seekOf(
  { mail, own, now }: MailDraft,
  target: PeerId,
  sequence: number,
  avoid: readonly PeerId[],
): Seek {
  const { instance, hopLimit } = mail.settings;
  const expires = expiryOf(now.wallMs);
  const seals = { key: NOTHING, signature: NOTHING };
  const envelope = { origin: own, instance, sequence, hopLimit, expires, ...seals };
  return { kind: 'seek', target, envelope, path: [], avoid };
}

function giveUpSearch(draft: MailDraft, peer: PeerId, { tooFar }: Seeking): void {
  const { mail, at } = draft;
  const fault: Fault = tooFar ?? { code: 'no-route', where: null, hops: null };
  mail.seeking = mail.seeking.delete(peer);
  if (mail.unfound.isFull && !mail.unfound.has(peer)) forgetUnfound(draft);
  const until = at + limits.unfoundMs * 1_000;
  mail.unfound = mail.unfound.set(peer, { ...fault, until });
  failHeld(draft, peer, fault);
}

/** Those that are over; else the one that is over first. */
function forgetUnfound({ mail, at }: MailDraft): void {
  let best = '';
  let first = Infinity;
  const left = mail.unfound.edit((draft) => {
    for (const [peer, { until }] of mail.unfound) {
      if (until <= at) draft.delete(peer);
      else if (until < first) [best, first] = [peer, until];
    }
  });
  mail.unfound = left.isFull ? left.delete(best) : left;
}
