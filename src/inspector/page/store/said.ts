import { signal } from '@preact/signals';

const shownMs = 1_800;

/** What the page says of something that was just done; null while there is nothing to say. */
export const said = signal<string | null>(null);

let clearing: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
  clearTimeout(clearing);
  said.value = text;
  clearing = setTimeout(() => (said.value = null), shownMs);
}
