import { expect, it } from 'vitest';
import { wordsBeyond } from '../../../../src/inspector/page/turn/words-beyond.ts';

it.each([
  ['hello', 'hello from bob', 'from bob'],
  ['welcome', 'welcome', ''],
  ['text', 'texts 1–3', 'texts 1–3'],
  ['ping', '1', '1'],
  ['', 'words', 'words'],
])('does not say %j again in %j', (word, text, rest) => {
  expect(wordsBeyond(word, text)).toBe(rest);
});
