import type { Disconnected } from '../../node/telling/node-event.ts';
import { cleanText } from './clean-text.ts';
import type { Paint } from './paint.ts';
import { reasonInWords, reasonOfPeer } from './reason-in-words.ts';

/** How a connection ended, and why. Who has no room for it goes on being there, and has not left. */
export function farewellInWords(
  who: string,
  { how, code, by, text }: Disconnected,
  paint: Paint,
): string {
  const parting = by === 'peer' ? partings[code] : undefined;
  if (parting !== undefined) return `${who} ${parting} (${code})`;
  const saying = text === undefined ? '' : `, saying "${cleanText(text)}"`;
  switch (how) {
    case 'left':
      return `${who} has left: ${reasonOfPeer(code)}${saying}`;
    case 'lost':
      return paint('red', `lost ${who}: ${reasonInWords(code)}`);
    case 'closed':
      return `closed the connection to ${who}${by === 'us' ? '' : ` (by ${by})`}: ${reasonInWords(code)}`;
  }
}

const partings: Readonly<Record<string, string>> = {
  'no-place': 'has closed the connection: it has no place for so many neighbours',
  enrolled: 'has closed the connection: it has listed this node, and serves others',
};
