import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { isOvertaken } from './correspondents.ts';
import type { Correspondent, OpenCorrespondent, Outgoing } from './correspondents.ts';
import type { Mail } from './mail-state.ts';

/** When something is to be done about what was written to a peer; pauses count that end after `since`. */
export function dueOf(
  mail: Mail,
  peer: PeerId,
  one: Correspondent | OpenCorrespondent,
  since: number,
): number {
  const timeoutUs = fateTimeoutUs(mail, peer, one);
  let first = Infinity;
  for (const each of one.letters) {
    first = Math.min(first, each.giveUpAt, fateDueOf(each, one, timeoutUs));
    if (each.state === 'held' && one.pausedUntil > since) first = Math.min(first, one.pausedUntil);
  }
  return first;
}

/**
 * A letter that was sent over others is lost when others that were sent later have come and it has not, or when for so
 * long nothing has come at all. On a link, nothing gets lost but the link.
 */
export function fateDueOf(
  each: Outgoing,
  one: Correspondent | OpenCorrespondent,
  timeoutUs: number,
): number {
  if (each.state !== 'sent' || each.fixed !== null || each.path.length === 0) return Infinity;
  const progressAt = isOvertaken(each, one.overtaker) ? 0 : one.progressAt;
  return Math.max(each.sentAt, progressAt) + timeoutUs;
}

/** Longer after each setback: what is slow is not made faster by sending it again. */
export function fateTimeoutUs(
  { routes }: Mail,
  peer: PeerId,
  { setbacks }: Correspondent | OpenCorrespondent,
): number {
  const tookUs = routes.get(peer)?.tookUs ?? 0;
  const timeoutUs = Math.max(limits.fateTimeoutMs * 1_000, 4 * tookUs);
  return Math.min(timeoutUs * 2 ** Math.min(setbacks, 4), LONGEST_US);
}

const LONGEST_US = (limits.letterTimeoutMs * 1_000) / 2;
