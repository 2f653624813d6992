import { effect, signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const place = 'peertape-theme';

/** `auto`: as the system has it. Kept for the next time. */
export const theme = signal<Theme>(kept());

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}

/** Shows the theme, and each change of it. */
export function wearTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    keep(theme.value);
  });
}

/** A browser may forbid a page to keep anything: then it is as the system has it each time. */
function kept(): Theme {
  try {
    return themes.find((one) => one === localStorage.getItem(place)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function keep(chosen: Theme): void {
  try {
    localStorage.setItem(place, chosen);
  } catch {
    // It is worn all the same.
  }
}
