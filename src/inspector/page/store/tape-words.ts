import type { Head } from '../../answers/head.ts';
import { byteCount, counted } from '../parts/formats.ts';

export interface TapeWords {
  readonly tone: 'reading' | 'live' | 'good' | 'warning' | 'danger';
  /** One word. */
  readonly word: string;
  /** A few more. */
  readonly text: string;
}

/** What the tape is doing, or how it ended, for people. */
export function tapeWords(head: Head): TapeWords {
  const { state, ending, turns, bytes } = head;
  const extent = `${counted(turns, 'turn')}, ${byteCount(bytes)}`;
  if (state === 'reading')
    return { tone: 'reading', word: 'reading', text: `${Math.floor(partRead(head) * 100)} %` };
  if (state === 'live') return { tone: 'live', word: 'live', text: extent };
  if (ending === null) return { tone: 'good', word: 'over', text: extent };
  const tone = endings[ending.how] ?? 'danger';
  return { tone, word: ending.how, text: tone === 'good' ? extent : ending.text };
}

/** From 0 to 1. */
export function partRead({ bytesRead, bytes }: Head): number {
  return bytes === 0 ? 0 : Math.min(bytesRead / bytes, 1);
}

const endings: Readonly<Record<string, TapeWords['tone']>> = {
  stopped: 'good',
  torn: 'warning',
  killed: 'warning',
};
