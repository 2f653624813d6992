import { describe, expect, it } from 'vitest';
import { cutToWidth } from '../../../src/cli/words/cut-to-width.ts';

describe('a text for so many columns', () => {
  it.each([
    ['alice', 'alice'],
    ['alice-w', 'alice…'],
    ['日本語', '日本語'],
    ['日本語だ', '日本…'],
    ['e\u0301milee\u0301e', 'e\u0301milee\u0301…'.replace('ee\u0301', 'e')],
  ])('is whole if it fits, and cut between letters if not: %s', (text, cut) => {
    expect(cutToWidth(text, 6)).toBe(cut);
  });
});
