import type { PeerChanged } from '../../node/telling/node-event.ts';
import { cleanText } from './clean-text.ts';
import type { Paint } from './paint.ts';
import { reasonInWords } from './reason-in-words.ts';

/** What has become of a peer that there may be no connection to, and how that is known. */
export function peerChangeInWords(
  who: string,
  { state, cause = '', address }: PeerChanged,
  paint: Paint,
): string {
  const isBanned = state === 'banned';
  if (isBanned) return `${who} is banned${isByUser(cause) ? '' : `: ${reasonInWords(cause)}`}`;
  if (isByUser(cause)) return `${who} is no longer banned`;
  switch (state) {
    case 'alive': {
      const where = address === undefined ? '' : ` (${cleanText(address)})`;
      return paint('dim', `${who} is there${where}${causeInWords(cause)}`);
    }
    case 'suspect':
      return paint('dim', `${who} has fallen silent${causeInWords(cause)}`);
    case 'left':
      return `${who} has left${causeInWords(cause)}`;
    case 'lost':
      return paint('red', `lost ${who}${causeInWords(cause)}`);
    case 'known':
      return paint('dim', `nothing is known of ${who} any more${causeInWords(cause)}`);
    default:
      return cleanText(`${who}: ${state}`) + causeInWords(cause);
  }
}

function isByUser(cause: string): boolean {
  return cause === 'user' || cause === '';
}

function causeInWords(cause: string): string {
  return `: ${causes[cause] ?? reasonInWords(cause)}`;
}

const causes: Readonly<Record<string, string>> = {
  presence: 'it says so to everybody',
  silence: 'it has not said in time that it is there',
  dial: 'it does not answer where it was',
  missing: 'a neighbour misses it, and it does not answer',
};
