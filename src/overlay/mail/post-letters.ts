import { limits } from '../../protocol/limits.ts';
import type { Body } from '../../protocol/body.ts';
import type { Letter, LetterPurpose } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { countLetter, isReply } from './fail-letters.ts';
import { bodiesToKeep } from '../tree/bodies-to-keep.ts';
import { anIdleOne, PLACES_MAX, placesTaken } from './correspondents.ts';
import type { Correspondent, OpenCorrespondent, Outgoing } from './correspondents.ts';
import { expiryOf, NOTHING } from './fates-to-say.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Mail, Posted } from './mail-state.ts';
import { attend } from './send-letters.ts';

/** What its user wrote could change under the node, and is copied. */
export function postLetters(draft: MailDraft, posts: readonly Posted[]): void {
  const bodies = bodiesToKeep(
    posts.map(({ body }) => body),
    true,
  );
  const peers = new Set<PeerId>();
  for (const [index, posted] of posts.entries()) {
    const code = refusalOf(draft, posted);
    if (code === null) {
      add(draft, posted, bodies[index]!);
      peers.add(posted.to);
    } else {
      const fault = { code, where: null, hops: null };
      draft.outcomes.undelivered(posted.to, posted.sequence, posted.purpose, fault);
    }
  }
  for (const peer of peers) attend(draft, peer);
}

/** Whether so many more letters with so many bytes have room, to somebody about whom that is known. */
export function hasRoomFor(
  { letters, bytes, replies, correspondents }: Mail,
  one: Correspondent | OpenCorrespondent | undefined,
  more: { readonly letters: number; readonly bytes: number; readonly purpose: LetterPurpose },
): boolean {
  if (isReply(more.purpose)) {
    if (replies.letters + more.letters > limits.repliesMax) return false;
    if (replies.bytes + more.bytes > limits.replyBytesMax) return false;
  }
  if (letters + more.letters > limits.lettersMax) return false;
  if (bytes + more.bytes > limits.letterBytesMax) return false;
  if (placesTaken(one) + more.letters > PLACES_MAX) return false;
  return one !== undefined || !correspondents.isFull || anIdleOne(correspondents) !== null;
}

function refusalOf(draft: MailDraft, { to, path, body, purpose }: Posted): string | null {
  if (to === draft.own) return 'self';
  if (draft.mail.neighbours.size === 0) return 'no-route';
  if (path !== null && path.length + 1 > limits.hopLimitMax) return 'hop-limit';
  const more = { letters: 1, bytes: body.length, purpose };
  return hasRoomFor(draft.mail, draft.look(to), more) ? null : 'outbox-full';
}

function add(draft: MailDraft, posted: Posted, body: Body): void {
  const { mail, at } = draft;
  const one = draft.correspondent(posted.to) ?? draft.newCorrespondent(posted.to);
  const isEcho = posted.purpose === 'echo';
  const timeoutMs = isEcho ? limits.echoTimeoutMs : limits.letterTimeoutMs;
  const outgoing: Outgoing = {
    letter: letterOf(draft, posted, one.nextNumber, body),
    postedAt: at,
    giveUpAt: at + timeoutMs * 1_000,
    fixed: posted.path,
    state: 'held',
    isSealed: false,
    path: [],
    sentAt: -1,
    fault: null,
  };
  one.letters.push(outgoing);
  one.nextNumber += 1;
  countLetter(mail, outgoing.letter, 1);
}

function letterOf(
  { mail, own, now }: MailDraft,
  posted: Posted,
  number: number,
  body: Body,
): Letter {
  const { sequence, to: target, purpose, topic, re } = posted;
  const { instance, hopLimit } = mail.settings;
  const expires = expiryOf(now.wallMs);
  const seals = { key: NOTHING, signature: NOTHING };
  const envelope = { origin: own, instance, sequence, hopLimit, expires, ...seals };
  return { kind: 'letter', target, envelope, number, purpose, topic, re, hops: 1, path: [], body };
}
