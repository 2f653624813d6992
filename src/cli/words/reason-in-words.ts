import { meaningOf } from '../../node/telling/code-words.ts';
import { cleanText } from './clean-text.ts';

/** A code as people are told it, with itself behind its meaning and who says so. */
export function reasonInWords(code: string, sayer = ''): string {
  const meaning = meaningOf(code);
  return cleanText(meaning === code ? `${code}${sayer}` : `${meaning}${sayer} (${code})`);
}

/** A code says what its decider means: heard from a peer, "the peer" in it is this node. */
export function reasonOfPeer(code: string): string {
  const meaning = meaningOf(code);
  if (meaning === code || OF_BOTH.includes(code)) return reasonInWords(code);
  return cleanText(`it says "${meaning}" (${code})`);
}

const OF_BOTH: readonly string[] = [
  'quit',
  'disconnected',
  'duplicate',
  'duplicate-identity',
  'unknown-reason',
];
