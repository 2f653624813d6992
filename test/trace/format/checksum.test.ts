import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { checksum } from '../../../src/trace/format/checksum.ts';

it('is the CRC-32 of zlib for any range and seed, short or long', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 10, maxLength: 400, size: 'max' }),
      fc.nat({ max: 9 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (bytes, start, seed) => {
        const expected = crc32(bytes.subarray(start), seed);
        expect(checksum(bytes, start, bytes.length, seed)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});
