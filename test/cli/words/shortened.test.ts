import { describe, expect, it } from 'vitest';
import { shortened } from '../../../src/cli/words/shortened.ts';

describe('a long text', () => {
  it('is told by its beginning and its length, and a short one whole', () => {
    expect(shortened('x'.repeat(4_000))).toBe('x'.repeat(4_000));
    expect(shortened('x'.repeat(1_000_000))).toBe(
      `${'x'.repeat(4_000)}… (the first 4,000 of 1,000,000 characters)`,
    );
  });

  it('is not cut within a character', () => {
    expect(shortened(`${'x'.repeat(3_999)}😀${'y'.repeat(10)}`)).toBe(
      `${'x'.repeat(3_999)}… (the first 3,999 of 4,011 characters)`,
    );
  });
});
