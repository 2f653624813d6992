import { limits } from '../../protocol/limits.ts';
import type { Fate, Letter } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { leftUs, spentUs } from '../tree/allowance.ts';
import type { ToJudge } from './to-judge.ts';
import type { MailDraft } from './mail-draft.ts';
import { takeLetters } from './take-letters.ts';
import { isSimple, placeOfLetter, runsOf } from './ways.ts';

/**
 * Letters carry their way, so whoever passes them on keeps nothing of them: where one cannot go on, its origin is told
 * why, over those who have brought it. All this is done before a signature is looked at: whatever is wrong with the way,
 * the neighbour who came up with it hears of it first.
 */
export function hearLetters(
  draft: MailDraft,
  letters: readonly Letter[],
  from: PeerId,
  toJudge: ToJudge,
): void {
  for (const run of runsOf(letters)) {
    const place = placeOfLetter(run[0]!, draft.own, from);
    if (place === 'odd') draft.count('odd', run.length);
    else if (place === 'bad-route') refuse(draft, run, 'bad-route');
    else if (place === 'here') hearHere(draft, run, toJudge);
    else hearOnTheWay(draft, run, place.next, from, toJudge);
  }
}

/** They are from their origin. */
export function passLetters(draft: MailDraft, letters: readonly Letter[]): void {
  for (const run of runsOf(letters)) {
    const { target, hops, path } = run[0]!;
    if (target === draft.own) takeLetters(draft, run);
    else pass(draft, run, path[hops] ?? target);
  }
}

/** What comes over the link of its origin needs no judgement. */
function hearHere(draft: MailDraft, run: readonly Letter[], toJudge: ToJudge): void {
  if (!draft.mail.settings.signs || run[0]!.path.length === 0) return takeLetters(draft, run);
  const refused = run.filter((letter) => !toJudge.add(letter));
  if (refused.length > 0) refuse(draft, refused, 'relay-busy');
}

function hearOnTheWay(
  draft: MailDraft,
  run: readonly Letter[],
  next: PeerId,
  from: PeerId,
  toJudge: ToJudge,
): void {
  const { mail, now } = draft;
  const { hops, envelope } = run[0]!;
  if (!mail.settings.relays) return refuse(draft, run, 'no-relay', next);
  if (hops + 1 > envelope.hopLimit) return refuse(draft, run, 'hop-limit', next);
  if (!mail.neighbours.has(next)) return refuse(draft, run, 'broken-route', next);
  const fresh = run.filter((letter) => letter.envelope.expires > now.wallMs);
  if (fresh.length < run.length) {
    refuse(
      draft,
      run.filter((letter) => letter.envelope.expires <= now.wallMs),
      'expired',
    );
  }
  const count = allowed(draft, fresh, from);
  if (count < fresh.length) refuse(draft, fresh.slice(count), 'relay-busy', next);
  const taken = count === fresh.length ? fresh : fresh.slice(0, count);
  if (!mail.settings.signs) return pass(draft, taken, next);
  const refused = taken.filter((letter) => !toJudge.add(letter));
  if (refused.length > 0) refuse(draft, refused, 'relay-busy', next);
}

function pass(draft: MailDraft, run: readonly Letter[], next: PeerId): void {
  if (run.length === 0) return;
  if (!draft.mail.neighbours.has(next)) return refuse(draft, run, 'broken-route', next);
  draft.count('relayed', run.length);
  for (const letter of run) draft.say(next, { ...letter, hops: letter.hops + 1 });
}

function refuse(
  draft: MailDraft,
  run: readonly Letter[],
  code: string,
  next: Fate['next'] = '',
): void {
  draft.count('refused', run.length);
  const { hops, path, envelope } = run[0]!;
  const back = path.slice(0, hops - 1);
  if (!isSimple([envelope.origin, ...back, draft.own])) return;
  for (const letter of run) draft.fates.tell(letter.envelope, back, code, next);
}

/** How many of these may be passed on for that neighbour, which is charged for them. */
function allowed(draft: MailDraft, run: readonly Letter[], from: PeerId): number {
  const { mail, at } = draft;
  const neighbour = mail.neighbours.get(from)!;
  const lettersUs = leftUs(neighbour.lettersWholeAt, LETTERS_US, at);
  const bytesUs = leftUs(neighbour.bytesWholeAt, BYTES_US, at);
  const most = Math.min(run.length, Math.floor(lettersUs / US_A_LETTER));
  let count = 0;
  let costUs = 0;
  for (; count < most; count += 1) {
    const us = run[count]!.body.length * US_A_BYTE;
    if (costUs + us > bytesUs) break;
    costUs += us;
  }
  if (count === 0) return 0;
  const lettersWholeAt = spentUs(neighbour.lettersWholeAt, Math.ceil(count * US_A_LETTER), at);
  const bytesWholeAt = spentUs(neighbour.bytesWholeAt, Math.ceil(costUs), at);
  const charged = { ...neighbour, lettersWholeAt, bytesWholeAt };
  mail.neighbours = mail.neighbours.set(from, charged);
  return count;
}

const US_A_LETTER = 1_000_000 / limits.relayedLettersPerSecond;
const US_A_BYTE = 1_000_000 / limits.relayedBytesPerSecond;
const LETTERS_US = limits.relayedLettersMax * US_A_LETTER;
const BYTES_US = limits.relayedBytesMax * US_A_BYTE;
