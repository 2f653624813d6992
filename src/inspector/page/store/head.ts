import { signal } from '@preact/signals';
import type { Head } from '../../answers/head.ts';

const unknown: Head = {
  state: 'reading',
  ending: null,
  firstTurn: 0,
  lastTurn: 0,
  turns: 0,
  firstUs: 0,
  lastUs: 0,
  bytesRead: 0,
  bytes: 0,
  forgotten: 0,
  faults: [],
  moreFaults: 0,
};

/** How far the tape is known, as it was said last. */
export const head = signal<Head>(unknown);

/** `lost`: whoever shows the tape does not answer any more. */
export const connection = signal<'opening' | 'open' | 'lost'>('opening');

/** The browser tries again by itself when it breaks; each new one begins with the whole head. */
export function listenToHead(): void {
  const source = new EventSource('/api/events');
  source.addEventListener('head', ({ data }: MessageEvent<string>) => {
    head.value = JSON.parse(data) as Head;
    connection.value = 'open';
  });
  source.addEventListener('error', () => {
    connection.value = 'lost';
  });
}
