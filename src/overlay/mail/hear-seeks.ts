import { limits } from '../../protocol/limits.ts';
import type { Seek } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { ToJudge } from './to-judge.ts';
import type { MailDraft } from './mail-draft.ts';
import {
  forgetOldSeeks,
  isSameSeek,
  mayBegin,
  seekKey,
  spendSeek,
  withAge,
  withoutSeek,
  withPlace,
  withSeek,
} from './seeks-heard.ts';
import type { SeekHeard } from './seeks-heard.ts';
import { isSeekInPlace } from './ways.ts';

/**
 * A search is judged before it counts, by the first copy that comes. Copies over shorter ways that come meanwhile take
 * its place and need no judgement of their own, as long as they say the same.
 */
export function hearSeek(draft: MailDraft, seek: Seek, from: PeerId, toJudge: ToJudge): void {
  const { mail, own, now } = draft;
  if (seek.envelope.origin === own) return;
  if (seek.target !== own && !mail.settings.relays) return;
  if (!isSeekInPlace(seek, own, from) || seek.envelope.expires <= now.wallMs) {
    return draft.count('odd');
  }
  mail.heard = forgetOldSeeks(mail.heard, now.at);
  const key = seekKey(seek.envelope);
  const known = mail.heard.seeks.get(key);
  if (known !== undefined) return hearAgain(draft, key, known, seek, from, toJudge);
  if (!mayBegin(mail.heard, seek.envelope.origin, now.at)) return draft.count('tooMany');
  mail.heard = withPlace(mail.heard, now.at);
  if (mail.heard.seeks.isFull) return draft.count('tooMany');
  if (mail.settings.signs) {
    if (!toJudge.add(seek)) return;
    mail.heard = withSeek(mail.heard, key, { ...first, seek, from });
  } else if (begin(draft, key, seek, from)) passOn(draft, key);
}

/** It is from its origin; the shortest copy of it goes on. */
export function takeSeek(draft: MailDraft, seek: Seek, from: PeerId): void {
  const { mail } = draft;
  const key = seekKey(seek.envelope);
  const known = mail.heard.seeks.get(key);
  // What was not the first to be judged, or not the same, comes too late if another was good.
  if (known !== undefined && known.state !== 'judging') return;
  const isFirst = known !== undefined && isSameSeek(known.seek, seek);
  if (known === undefined) mail.heard = withPlace(mail.heard, draft.at);
  if (known === undefined && mail.heard.seeks.isFull) return draft.count('tooMany');
  const best = isFirst ? known : { seek, from };
  if (begin(draft, key, best.seek, best.from)) passOn(draft, key);
}

/** It is not; nor are copies that say the same. */
export function dropSeek(draft: MailDraft, seek: Seek): void {
  const { mail } = draft;
  const key = seekKey(seek.envelope);
  const known = mail.heard.seeks.get(key);
  if (known === undefined || known.state !== 'judging' || !isSameSeek(known.seek, seek)) return;
  mail.heard = withoutSeek(mail.heard, key);
}

const first = { state: 'judging' as const, answers: 0, saidTooFar: false };

function hearAgain(
  draft: MailDraft,
  key: string,
  known: SeekHeard,
  seek: Seek,
  from: PeerId,
  toJudge: ToJudge,
): void {
  const { mail } = draft;
  if (!isSameSeek(known.seek, seek)) {
    if (known.state === 'judging') toJudge.add(seek);
    return;
  }
  if (!isShorter(draft, seek, known)) return;
  mail.heard = withSeek(mail.heard, key, { ...known, seek, from });
  if (known.state === 'served') passOn(draft, key);
}

/**
 * Where links are quick and slow, shorter ways come one after the other, and each that goes on costs a word on every link.
 * Where hops are few, somebody may be found by the shortest alone; else a little shorter is not worth it but to its target.
 */
function isShorter(
  { own }: MailDraft,
  { path, target, envelope }: Seek,
  known: SeekHeard,
): boolean {
  const { length } = known.seek.path;
  const isTight = envelope.hopLimit - length <= limits.hopsToSpare;
  const isCheap = known.state !== 'served' || target === own;
  return length - path.length >= (isTight || isCheap ? 1 : GAIN_MIN);
}

const GAIN_MIN = 2;

function begin(draft: MailDraft, key: string, seek: Seek, from: PeerId): boolean {
  const { mail, at } = draft;
  const paid = spendSeek(mail.heard, seek.envelope.origin, at);
  if (paid === null) {
    mail.heard = withoutSeek(mail.heard, key);
    draft.count('tooMany');
    return false;
  }
  mail.heard = withAge(withSeek(paid, key, { ...first, seek, from, state: 'served' }), key, at);
  return true;
}

function passOn(draft: MailDraft, key: string): void {
  const { mail, own } = draft;
  const known = mail.heard.seeks.get(key)!;
  const { seek, from } = known;
  const { envelope, path, target, avoid } = seek;
  if (target === own) return answer(draft, key, known);
  const passedBy = new Set([...path, from, envelope.origin, ...avoid]);
  const others = [...mail.neighbours.keys()].filter((peer) => !passedBy.has(peer));
  if (others.length === 0) return;
  if (path.length + 2 > envelope.hopLimit) return sayTooFar(draft, key, known);
  draft.count('passed');
  const onward = { ...seek, path: [...path, own] };
  for (const peer of others) draft.say(peer, onward);
}

function answer(draft: MailDraft, key: string, known: SeekHeard): void {
  const { seek, answers } = known;
  if (answers >= limits.answersPerSeekMax) return;
  draft.mail.heard = withSeek(draft.mail.heard, key, { ...known, answers: answers + 1 });
  draft.fates.tell(seek.envelope, seek.path, 'found');
}

function sayTooFar(draft: MailDraft, key: string, known: SeekHeard): void {
  if (known.saidTooFar) return;
  draft.mail.heard = withSeek(draft.mail.heard, key, { ...known, saidTooFar: true });
  draft.fates.tell(known.seek.envelope, known.seek.path, 'hop-limit');
}
