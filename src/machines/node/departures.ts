import type { Departure } from '../../overlay/view/view.ts';
import type { Reason } from '../../protocol/close-codes.ts';

/** With whom a user has parted, the overlay does not come back by itself. */
export function departureOf({ code, by }: Reason): Departure {
  if (code === 'disconnected' || code === 'banned' || (code === 'quit' && by === 'peer')) {
    return 'left';
  }
  return by === 'link' || code === 'silent' || code === 'stalled' ? 'lost' : 'parted';
}

/** It is not only this connection that has ended, as far as can be known. */
export function isGoneFor(reason: Reason): boolean {
  const hasQuit = reason.code === 'quit' && reason.by === 'peer';
  return hasQuit || departureOf(reason) === 'lost';
}
