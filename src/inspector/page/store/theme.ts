import { effect, signal } from '@preact/signals';
import { keep, kept } from './kept.ts';

export const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** `auto`: as the system has it. Kept for the next time. */
export const theme = signal<Theme>(themes.find((one) => one === kept('theme')) ?? 'auto');

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}

/** Shows the theme, and each change of it. */
export function wearTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    keep('theme', theme.value);
  });
}
