import { expect, it } from 'vitest';
import { didYouMean } from '../../../src/cli/words/did-you-mean.ts';

const known = ['connect', 'send', 'peers', 'lp', 'disconnect'];

it.each([
  ['conect', 'connect'],
  ['ocnnect', 'connect'],
  ['disconect', 'disconnect'],
  ['sned', 'send'],
  ['pl', 'lp'],
  ['SEND', 'send'],
  ['peer', 'peers'],
  ['relay', null],
  ['sssnnd', null],
  ['', null],
])('for "%s" the nearest word is %s', (word, meant) => {
  expect(didYouMean(word, known)).toBe(meant);
});
