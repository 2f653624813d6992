import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/cli/words/display-width.ts';
import { someOf } from '../../../src/cli/words/some-of.ts';
import { limits } from '../../../src/protocol/limits.ts';

const names = ['alice', 'bob', 'carol', 'dave'];

describe('a list of names', () => {
  it('has all of them where there is room', () => {
    expect(someOf(names, 23)).toBe('alice, bob, carol, dave');
    expect(someOf(['bob'], 3)).toBe('bob');
    expect(someOf([], 10)).toBe('');
  });

  it('says how many are left out where there is not', () => {
    expect(someOf(names, 22)).toBe('alice, bob and 2 more');
    expect(someOf(names, 20)).toBe('alice and 3 more');
  });

  it('has one at least, as much of it as there is room for', () => {
    expect(someOf(['n'.repeat(64), 'bob'], 20)).toBe(`${'n'.repeat(8)}… and 1 more`);
    expect(someOf(['日本日本日本'], 8)).toBe('日本日…');
    expect(displayWidth(someOf(['日本日本日本', 'bob'], 16))).toBeLessThanOrEqual(16);
  });

  it('is as soon made of as many as there can be', () => {
    const many = Array.from({ length: limits.peersMax }, (_, n) => `${'n'.repeat(60)}${n}`);
    expect(someOf(many, 44)).toBe(`${'n'.repeat(29)}… and 1023 more`);
  });
});
