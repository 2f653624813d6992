import { IconButton } from '../parts/icon-button.tsx';
import type { IconName } from '../parts/icon.tsx';
import { nextTheme, theme, type Theme } from '../store/theme.ts';

const icons: Readonly<Record<Theme, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' };
const words: Readonly<Record<Theme, string>> = {
  auto: 'as the system',
  light: 'light',
  dark: 'dark',
};

export function ThemeSwitch() {
  return (
    <IconButton
      icon={icons[theme.value]}
      label={`Theme: ${words[theme.value]}`}
      hotkey="t"
      onClick={nextTheme}
    />
  );
}
