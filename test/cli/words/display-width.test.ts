import { expect, it } from 'vitest';
import { columns } from '../../../src/cli/words/columns.ts';
import { displayWidth } from '../../../src/cli/words/display-width.ts';

it.each([
  ['', 0],
  ['alice', 5],
  ['日本', 4],
  ['ＡＢ', 4],
  ['한글', 4],
  ['e\u0301', 1],
  ['\u0301', 0],
  ['\u{1f600}', 2],
  ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', 2],
  ['\u{1f1e9}\u{1f1ea}', 2],
  ['1\ufe0f\u20e3', 2],
  ['␛', 1],
  ['ﬁ…', 2],
])('"%s" takes %d columns of a terminal', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

it('a column is as wide as its widest cell looks', () => {
  expect(
    columns([
      ['日本', 'x'],
      ['e\u0301', 'y'],
      ['abc', ''],
    ]),
  ).toEqual(['日本  x', 'e\u0301     y', 'abc']);
});
