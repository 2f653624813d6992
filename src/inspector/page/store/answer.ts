import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { connections } from './head.ts';
import { newestOnly } from './newest-only.ts';

/** What was asked of the server last, and what it said last: while it is asked again, what it said before stays. */
export interface Asked<Answer> {
  readonly value: Answer | null;
  readonly state: 'loading' | 'ready' | 'failed';
  /** For people; empty if it did not fail. */
  readonly error: string;
}

const nothing: Asked<never> = { value: null, state: 'loading', error: '' };

/**
 * Asks for what is at this path, each time that changes; null: for nothing. One question is under way at a time, and
 * then the newest; what failed is asked again once whoever shows the tape is there again.
 */
export function useAnswer<Answer>(path: string | null): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>(nothing);
  const line = useRef(lineTo<Answer>(setAsked));
  useEffect(() => () => line.current.close(), []);
  useEffect(() => {
    if (path === null) return;
    setAsked(({ value }) => ({ value, state: 'loading', error: '' }));
    line.current.want(path);
  }, [path, connections.value]);
  return asked;
}

type Tell<Answer> = (change: (before: Asked<Answer>) => Asked<Answer>) => void;

/** Whoever follows is always about to be told more: only what does not come for so long is said to be awaited. */
const lateMs = 250;

function lineTo<Answer>(tell: Tell<Answer>) {
  let late: ReturnType<typeof setTimeout> | undefined;
  return newestOnly<string, Answer>({
    ask: (path) => ask<Answer>(path),
    onAnswer: (value, isNewest) => {
      clearTimeout(late);
      tell(() => ({ value, state: 'ready', error: '' }));
      if (isNewest) return;
      late = setTimeout(() => tell((before) => ({ ...before, state: 'loading' })), lateMs);
    },
    onFail: (error) => {
      clearTimeout(late);
      tell(({ value }) => ({ value, state: 'failed', error: wordsOf(error) }));
    },
  });
}

/** Several parts of the page may ask the same at once. */
const underWay = new Map<string, Promise<unknown>>();

export function ask<Answer>(path: string): Promise<Answer> {
  const asked = underWay.get(path) ?? fetchAnswer(path).finally(() => underWay.delete(path));
  underWay.set(path, asked);
  return asked as Promise<Answer>;
}

/** How many answers are overdue: whoever shows the tape may sleep, or have much to do. */
export const overdue = signal(0);

const overdueMs = 3_000;

async function fetchAnswer(path: string): Promise<unknown> {
  let isOverdue = false;
  const waiting = setTimeout(() => {
    isOverdue = true;
    overdue.value += 1;
  }, overdueMs);
  try {
    const response = await fetch(path);
    const said = (await response.json()) as { readonly error?: { readonly text: string } };
    if (!response.ok) throw new Error(said.error?.text ?? `the server says ${response.status}`);
    return said;
  } finally {
    clearTimeout(waiting);
    if (isOverdue) overdue.value -= 1;
  }
}

/** A path with what is asked; what is null is left out. */
export function pathOf(
  name: string,
  wishes: Readonly<Record<string, string | number | null>>,
): string {
  const said = new URLSearchParams();
  for (const [wish, value] of Object.entries(wishes))
    if (value !== null) said.set(wish, String(value));
  return `/api/${name}?${said.toString()}`;
}

function wordsOf(error: unknown): string {
  // What a browser says when nobody answers is another thing in each of them.
  if (error instanceof TypeError) return 'peertape does not answer';
  return error instanceof Error ? error.message : String(error);
}
