import { displayWidth } from './display-width.ts';

/** As much of a text as so many columns of a terminal have room for; what was cut is told by an ellipsis. */
export function cutToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = '';
  for (const { segment } of letters.segment(text)) {
    if (displayWidth(cut + segment) >= columns) break;
    cut += segment;
  }
  return `${cut}…`;
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
