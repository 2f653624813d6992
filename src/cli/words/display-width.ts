/**
 * How many columns of a terminal a text takes: East Asian wide letters and emoji take two, whatever is
 * drawn over the letter before it takes none. Wide are the letters that the Unicode table
 * EastAsianWidth calls W or F, here with the unassigned places between them.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of letters.segment(text)) width += widthOf(segment);
  return width;
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function widthOf(letter: string): number {
  if (/\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(letter)) return 2;
  const [first = ''] = letter;
  if (/[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u.test(first)) return 0;
  return isWide(first.codePointAt(0) ?? 0) ? 2 : 1;
}

function isWide(code: number): boolean {
  return wide.some(([from, to]) => code >= from && code <= to);
}

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];
