import type { Letter, LetterPurpose } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Outgoing } from './correspondents.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Fault } from './mail-asked.ts';

/** All that waits for a way. */
export function failHeld(draft: MailDraft, peer: PeerId, fault: Fault): void {
  failThose(draft, peer, isHeld, () => fault);
}

/** They have this outcome. */
export function failThose(
  draft: MailDraft,
  peer: PeerId,
  fails: (each: Outgoing) => boolean,
  faultOf: (each: Outgoing) => Fault,
): void {
  const one = draft.correspondent(peer);
  if (one?.letters.some(fails) !== true) return;
  for (const each of one.letters) {
    if (!fails(each)) continue;
    const { purpose, envelope } = each.letter;
    const fault = faultOf(each);
    draft.outcomes.undelivered(peer, envelope.sequence, purpose as LetterPurpose, fault);
    forget(draft, each);
  }
  one.letters = one.letters.filter((each) => !fails(each));
}

/** It has an outcome. */
export function forget({ mail }: MailDraft, { letter }: Outgoing): void {
  countLetter(mail, letter, -1);
}

/** Of own letters without an outcome, there is one more or less. */
export function countLetter(
  mail: MailDraft['mail'],
  { purpose, body }: Letter,
  letters: 1 | -1,
): void {
  const bytes = letters * body.length;
  mail.letters += letters;
  mail.bytes += bytes;
  if (!isReply(purpose)) return;
  const { replies } = mail;
  mail.replies = { letters: replies.letters + letters, bytes: replies.bytes + bytes };
}

export function isReply(purpose: string): boolean {
  return purpose === 'answer' || purpose === 'decline';
}

/** It waits for a way that can be any. */
export function isHeld({ state, fixed }: Outgoing): boolean {
  return state === 'held' && fixed === null;
}
