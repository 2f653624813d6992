import { limits } from '../../protocol/limits.ts';
import type { Letter } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { OpenCorrespondent, Outgoing } from './correspondents.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Fault } from './mail-asked.ts';
import { failThose, isHeld } from './fail-letters.ts';
import { wayTo } from './routes.ts';
import { seekFor } from './search.ts';

/** Sends what is held for a peer, if there is a way, or else looks for one. */
export function attend(draft: MailDraft, peer: PeerId): void {
  const one = draft.correspondent(peer);
  if (one === null) return;
  sendFixed(draft, peer, one);
  if (!one.letters.some(isHeld)) return;
  const way = wayTo(draft.mail, peer);
  if (one.pausedUntil > draft.at) return;
  if (way === null) return lookForWay(draft, peer, one);
  one.letters = one.letters.map((each) => (isHeld(each) ? send(draft, one, each, way) : each));
}

/** For a decline nobody is sought: whoever asks under many invented names would make this node flood the others. */
function lookForWay(draft: MailDraft, peer: PeerId, one: OpenCorrespondent): void {
  const isDecline = (each: Outgoing): boolean => isHeld(each) && each.letter.purpose === 'decline';
  failThose(draft, peer, isDecline, () => noWayHere);
  if (one.letters.some(isHeld)) seekFor(draft, peer);
}

const noWayHere: Fault = { code: 'no-route', where: null, hops: null };

export function sealedLetter(draft: MailDraft, letter: Letter): void {
  const one = draft.correspondent(letter.target);
  if (one === null) return;
  const place = one.letters.findIndex((each) => each.letter.number === letter.number);
  const each = one.letters[place];
  if (each?.state !== 'sealing') return;
  one.letters[place] = { ...each, letter, isSealed: true, state: 'held' };
}

/** There is one way for these, and it is there or not. */
function sendFixed(draft: MailDraft, peer: PeerId, one: OpenCorrespondent): void {
  const isWaiting = ({ state, fixed }: Outgoing): boolean => state === 'held' && fixed !== null;
  if (!one.letters.some(isWaiting)) return;
  const { neighbours } = draft.mail;
  failThose(
    draft,
    peer,
    (each) => isWaiting(each) && !neighbours.has(each.fixed![0] ?? peer),
    () => brokenHere,
  );
  one.letters = one.letters.map((each) =>
    isWaiting(each) ? send(draft, one, each, each.fixed!) : each,
  );
}

export const brokenHere: Fault = { code: 'broken-route', where: null, hops: null };

function send(
  draft: MailDraft,
  one: OpenCorrespondent,
  each: Outgoing,
  path: readonly PeerId[],
): Outgoing {
  const { letter, isSealed } = each;
  if (draft.mail.settings.signs && path.length > 0 && !isSealed) {
    if (draft.seal(letter)) return { ...each, state: 'sealing' };
    one.pausedUntil = Math.max(one.pausedUntil, draft.at + limits.seekTimeoutMs * 1_000);
    return each;
  }
  draft.say(path[0] ?? letter.target, path.length === 0 ? letter : { ...letter, path });
  return { ...each, state: 'sent', path, sentAt: draft.at };
}
