import type { PeerId } from '../../protocol/peer-id.ts';
import { isOvertaken, suspect } from './correspondents.ts';
import type { OpenCorrespondent, Outgoing } from './correspondents.ts';
import { dueOf, fateDueOf, fateTimeoutUs } from './due-of.ts';
import { failThose } from './fail-letters.ts';
import type { MailDraft } from './mail-draft.ts';
import { dropRoute, dropRoutesBy } from './routes.ts';
import { attend, brokenHere } from './send-letters.ts';
import { setBack } from './set-back.ts';

/** What is due of all that was written. */
export function dueLetters(draft: MailDraft): void {
  for (const [peer, { letters }] of draft.mail.correspondents) {
    if (letters.length === 0) continue;
    const due = dueOf(draft.mail, peer, draft.look(peer)!, NEVER);
    if (due > draft.at) draft.wake(due);
    else tend(draft, peer, draft.correspondent(peer)!);
  }
}

/** A link has gone, and what had its fate to come over it. */
export function leaveLink(draft: MailDraft, neighbour: PeerId): void {
  dropRoutesBy(draft, neighbour);
  const wasSent = ({ state, path, letter }: Outgoing): boolean =>
    state === 'sent' && (path[0] ?? letter.target) === neighbour;
  for (const [peer, { letters }] of draft.mail.correspondents) {
    if (!letters.some(wasSent)) continue;
    const one = draft.correspondent(peer)!;
    failThose(
      draft,
      peer,
      (each) => wasSent(each) && each.fixed !== null,
      () => brokenHere,
    );
    one.letters = one.letters.map((each) => (wasSent(each) ? held(each) : each));
    attend(draft, peer);
  }
}

function tend(draft: MailDraft, peer: PeerId, one: OpenCorrespondent): void {
  failThose(
    draft,
    peer,
    ({ giveUpAt }) => giveUpAt <= draft.at,
    ({ fault }) => fault ?? { code: 'expired', where: null, hops: null },
  );
  const timeoutUs = fateTimeoutUs(draft.mail, peer, one);
  const isLost = (each: Outgoing): boolean => fateDueOf(each, one, timeoutUs) <= draft.at;
  const stuck = one.letters.filter((each) => isLost(each) && !isOvertaken(each, one.overtaker));
  one.letters = one.letters.map((each) => (isLost(each) ? held(each) : each));
  if (stuck.length > 0) setBack(draft, one, 2);
  for (const { path } of stuck) {
    dropRoute(draft, peer, path);
    suspect(one, path);
  }
  attend(draft, peer);
}

/** Also what was to go on a while ago, and waits for a search since, is looked at. */
const NEVER = -1;

function held(each: Outgoing): Outgoing {
  return { ...each, state: 'held' };
}
