import { expect, it } from 'vitest';
import { cleanText } from '../../../src/cli/words/clean-text.ts';
import { cleaned } from '../../../src/inspector/page/parts/clean-pieces.ts';

it('the page takes for harmful what a terminal does, and nothing else', () => {
  const differ: string[] = [];
  for (let code = 0; code <= 0x10_ff_ff; code += 1) {
    const sign = String.fromCodePoint(code);
    if ((cleaned(sign) === sign) !== (cleanText(sign) === sign)) differ.push(code.toString(16));
  }
  expect(differ).toEqual([]);
});
