import { useEffect, useState } from 'preact/hooks';

/** What was asked of the server last, and what it said last: while it is asked again, what it said before stays. */
export interface Asked<Answer> {
  readonly value: Answer | null;
  readonly state: 'loading' | 'ready' | 'failed';
  /** For people; empty if it did not fail. */
  readonly error: string;
}

const nothing: Asked<never> = { value: null, state: 'loading', error: '' };

/** Asks for what is at this path, each time that changes; null: for nothing. Only the last question counts. */
export function useAnswer<Answer>(path: string | null): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>(nothing);
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    setAsked(({ value }) => ({ value, state: 'loading', error: '' }));
    ask<Answer>(path, abort.signal).then(
      (value) => setAsked({ value, state: 'ready', error: '' }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setAsked(({ value }) => ({ value, state: 'failed', error: wordsOf(error) }));
      },
    );
    return () => abort.abort();
  }, [path]);
  return asked;
}

export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, signal === undefined ? {} : { signal });
  const said = (await response.json()) as Answer & { readonly error?: { readonly text: string } };
  if (!response.ok) throw new Error(said.error?.text ?? `the server says ${response.status}`);
  return said;
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
  return error instanceof Error ? error.message : String(error);
}
