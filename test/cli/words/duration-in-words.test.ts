import { expect, it } from 'vitest';
import { durationInWords } from '../../../src/cli/words/duration-in-words.ts';

const HOUR = 3_600_000;

it.each([
  [0, '0.0 s'],
  [2_249.9, '2.2 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min 0 s'],
  [HOUR - 1, '59 min 59 s'],
  [HOUR, '1 h 0 min'],
  [24 * HOUR - 1, '23 h 59 min'],
  [52 * HOUR, '2 d 4 h'],
])('%d ms are said as %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});
