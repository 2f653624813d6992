import { signal } from '@preact/signals';
import type { About } from '../../answers/about.ts';
import { ask } from './answer.ts';
import { connections } from './head.ts';

/** What is looked at; null until that was said. */
export const about = signal<About | null>(null);

/** Asked for again whenever whoever shows the tape was away: it may be another. */
export function learnAbout(): void {
  connections.subscribe(() => void learn());
}

async function learn(): Promise<void> {
  about.value = await ask<About>('/api/about').catch(() => about.value);
}
