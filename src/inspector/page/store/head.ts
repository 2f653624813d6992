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

const againMs = 2_000;

/** How far the tape is known, as it was said last. */
export const head = signal<Head>(unknown);

/** `lost`: whoever shows the tape does not answer any more. `refused`: somebody does who does not know this page. */
export const connection = signal<'opening' | 'open' | 'lost' | 'refused'>('opening');

/** How often it was found again: whatever was asked in vain is asked anew. */
export const connections = signal(0);

/** A browser tries again by itself when it breaks, but not when it is refused. Each new one begins with the whole head. */
export function listenToHead(): void {
  const source = new EventSource('/api/events');
  source.addEventListener('head', ({ data }: MessageEvent<string>) => {
    head.value = JSON.parse(data) as Head;
    if (connection.value === 'open') return;
    if (connection.value !== 'opening') connections.value += 1;
    connection.value = 'open';
  });
  source.addEventListener('error', () => {
    connection.value = 'lost';
    if (source.readyState === EventSource.CLOSED) void lookAgain();
  });
}

async function lookAgain(): Promise<void> {
  const status = await fetch('/api/about').then(
    (response) => response.status,
    () => null,
  );
  if (status === 401 || status === 403) connection.value = 'refused';
  else if (status === 200) listenToHead();
  else setTimeout(() => void lookAgain(), againMs);
}
