import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { outline, sameOutline } from '../../src/values/outline.ts';
import { Body } from '../../src/protocol/body.ts';
import { anyPlainValue, anyUnplainValue } from '../support/any-plain-value.ts';

describe('a digest', () => {
  it('is the same for a copy, in whatever order its fields were written', () => {
    fc.assert(
      fc.property(anyPlainValue, (value) => {
        const copied = rewritten(value);
        expect([digest(copied), outline(copied)]).toEqual([digest(value), outline(value)]);
      }),
      { numRuns: 300 },
    );
  });

  it('is another for another value, and so is the outline', () => {
    fc.assert(
      fc.property(anyPlainValue, anyPlainValue, (one, other) => {
        fc.pre(!isDeepStrictEqual(one, other));
        expect(digest(one)).not.toBe(digest(other));
        const bothNothing = (one ?? null) === (other ?? null);
        expect(sameOutline(outline(one), outline(other))).toBe(bothNothing);
      }),
      { numRuns: 300 },
    );
  });

  it('is a whole number of 32 bits', () => {
    fc.assert(
      fc.property(anyPlainValue, (value) => {
        expect(digest(value)).toBe(digest(value) >>> 0);
      }),
    );
  });

  it('depends on nothing of a body but its length', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(9), (bytes, before) => {
        const held = new Uint8Array(before + bytes.length);
        held.set(bytes, before);
        const onTape = new Body(new Uint8Array(bytes.length));
        expect(digest({ body: new Body(held, before) })).toBe(digest({ body: onTape }));
      }),
    );
  });

  it('is refused to what is not plain, with its place', () => {
    fc.assert(
      fc.property(anyUnplainValue, anyPlainValue, (unplain, plain) => {
        expect(() => digest({ plain, list: [plain, { unplain }] })).toThrow(
          /^\S+( \S+)? is no plain value, at \.list\[1\]\.unplain$/,
        );
      }),
    );
  });
});

/** A deep copy, each object's fields in the opposite order. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (value instanceof Body) return new Body(new Uint8Array(value.length + 3), 3);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([field, part]) => [field, rewritten(part)]);
  return Object.fromEntries(fields.toReversed());
}
