import { cutToWidth } from './cut-to-width.ts';
import { displayWidth } from './display-width.ts';

/** As many of these as so many columns have room for, at least one: `alice, bob and 9 more`. */
export function someOf(names: readonly string[], columns: number): string {
  // Each takes a comma and a blank at least: to look at more of them than that is a long time where there are many.
  const most = Math.min(names.length, 1 + Math.floor(columns / 2));
  for (let shown = most; shown > 1; shown -= 1) {
    const words = listed(names, shown);
    if (displayWidth(words) <= columns) return words;
  }
  const [first = '', ...others] = names;
  const rest = listed(['', ...others], 1);
  return cutToWidth(first, Math.max(1, columns - displayWidth(rest))) + rest;
}

function listed(names: readonly string[], shown: number): string {
  const words = names.slice(0, shown).join(', ');
  return shown === names.length ? words : `${words} and ${names.length - shown} more`;
}
