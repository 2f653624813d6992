import { chartLetters, type DrawnWords } from '../answers/chart.ts';

const { wide, line, pad } = chartLetters;

/** Words with their places, from the upper left corner of the block that they are. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly words: readonly DrawnWords[];
}

export type Said = Pick<DrawnWords, 'kind' | 'arrows' | 'leads'>;

/** Beside each other, as many as there is room for, and the others below. */
export function flowBlock(
  words: readonly (Said & { readonly text: string })[],
  widthMax: number,
): Block {
  const placed: DrawnWords[] = [];
  let [x, y, widest] = [0, 0, 0];
  for (const { text, ...said } of words) {
    const width = widthOf(text);
    if (x > 0 && x + width > widthMax) [x, y] = [0, y + line];
    placed.push({ ...said, text: [text], x, y, width, height: line });
    x += width;
    widest = Math.max(widest, x);
  }
  return { width: widest, height: words.length === 0 ? 0 : y + line, words: placed };
}

/** One below the other, each text broken between words where it would be too long. */
export function textBlock(texts: readonly string[], said: Said, lettersMax: number): Block {
  const text = texts.flatMap((one) => wrap(one, lettersMax));
  if (text.length === 0) return { width: 0, height: 0, words: [] };
  const width = Math.max(...text.map(widthOf));
  const height = text.length * line;
  return { width, height, words: [{ ...said, text, x: 0, y: 0, width, height }] };
}

/** Blocks below each other; centred if they stand on a line, and else all begin at the same edge. */
export function stack(blocks: readonly Block[], gap: number, isCentred: boolean): Block {
  const full = blocks.filter(({ words }) => words.length > 0);
  const width = Math.max(0, ...full.map((block) => block.width));
  let height = 0;
  const words = full.flatMap((block) => {
    const top = height === 0 ? 0 : height + gap;
    height = top + block.height;
    return shift(block.words, isCentred ? Math.round((width - block.width) / 2) : 0, top);
  });
  return { width, height, words };
}

/** Each line of a flow into the middle. */
export function centre({ width, height, words }: Block): Block {
  const endOf = new Map<number, number>();
  for (const one of words) endOf.set(one.y, Math.max(endOf.get(one.y) ?? 0, one.x + one.width));
  return {
    width,
    height,
    words: words.flatMap((one) => shift([one], Math.round((width - endOf.get(one.y)!) / 2), 0)),
  };
}

export function shift(words: readonly DrawnWords[], x: number, y: number): readonly DrawnWords[] {
  return words.map((one) => ({ ...one, x: one.x + x, y: one.y + y }));
}

/** Of the box of a text, with what is free at both ends. */
export function widthOf(text: string): number {
  return Math.ceil(text.length * wide) + 2 * pad;
}

/** What follows is set in a little. */
function wrap(text: string, lettersMax: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= lettersMax)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `\u00a0\u00a0${word}`);
  }
  return lines;
}
