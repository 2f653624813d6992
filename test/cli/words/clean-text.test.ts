import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/cli/words/clean-text.ts';

describe('what others have written', () => {
  it.each([
    ['hi there, Zoë! 你好 \u{1f468}\u200d\u{1f469}\u200d\u{1f467}', null],
    ['one\nbob: two', 'one␊bob: two'],
    ['\u001b[2J\u001b]0;title\u0007', '␛[2J␛]0;title␇'],
    ['a\u009b31mred', 'a<U+009B>31mred'],
    ['back\u007fspace\b', 'back␡space␈'],
    ['user\u202egnp.exe', 'user<U+202E>gnp.exe'],
    ['al\u200bice\ufeff', 'al<U+200B>ice<U+FEFF>'],
    ['half \ud83d of it', 'half <U+D83D> of it'],
    ['next\u2028line', 'next<U+2028>line'],
  ])('%j is shown harmlessly (S4-12)', (text, shown) => {
    expect(cleanText(text)).toBe(shown ?? text);
  });

  it('never holds a control, a mark of direction or half a character once it is clean', () => {
    const law = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cleanText(text)).not.toMatch(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
    });
    fc.assert(law, { numRuns: 200 });
  });
});
