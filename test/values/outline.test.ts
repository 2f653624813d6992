import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { changes, outline, sameOutline } from '../../src/values/outline.ts';
import { Queue } from '../../src/values/queue.ts';
import { Body } from '../../src/protocol/body.ts';

describe('an outline', () => {
  it('is the value itself if that is small', () => {
    const small = [null, true, false, 0, -1.5, 2 ** 53, '', 'o1', 'x'.repeat(64)];
    expect(small.map(outline)).toEqual(small);
    expect(outline(undefined)).toBe(null);
  });

  it('is a digest of anything larger', () => {
    const larger = ['x'.repeat(65), [], {}, new Uint8Array(1), new Body(new Uint8Array(1))];
    expect(larger.map(outline)).toEqual(larger.map((value) => [digest(value)]));
    expect(outline(Queue.empty())).toEqual([digest(Queue.empty())]);
  });

  it('is refused to what is not plain', () => {
    for (const value of [Number.NaN, Infinity, -0, 1n, Symbol('x'), new Set(), () => 1]) {
      expect(() => outline(value)).toThrow(TypeError);
    }
  });

  it('equals another of the same value', () => {
    expect(sameOutline(outline({ a: 1 }), outline({ a: 1 }))).toBe(true);
    expect(sameOutline('a', 'a')).toBe(true);
    expect(sameOutline(outline({ a: 1 }), outline({ a: 2 }))).toBe(false);
    expect(sameOutline([7], 7)).toBe(false);
    expect(sameOutline(7, [7])).toBe(false);
    expect(sameOutline(null, [7])).toBe(false);
  });
});

describe('changes', () => {
  const list = [1];
  const before = { kept: list, counted: 1, left: 'x', emptied: {} };

  it('are the fields that are no longer the same, then those that are gone', () => {
    const after = { counted: 2, kept: list, emptied: null, came: true };
    expect(changes(before, after)).toEqual([
      ['counted', 2],
      ['emptied', null],
      ['came', true],
      ['left', null],
    ]);
  });

  it('go by identity: an equal copy is a change', () => {
    expect(changes(before, { ...before, kept: [1] })).toEqual([['kept', [digest([1])]]]);
    expect(changes(before, { ...before })).toEqual([]);
    expect(changes(before, before)).toEqual([]);
  });

  it('of nothing into something are all its fields', () => {
    expect(changes(null, { a: 1, b: 'x', toString: 2 })).toEqual([
      ['a', 1],
      ['b', 'x'],
      ['toString', 2],
    ]);
  });
});
