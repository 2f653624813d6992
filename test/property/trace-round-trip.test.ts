import { decode, encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TapeError } from '../../src/trace/format/tape-error.ts';
import { unpackPlain } from '../../src/trace/format/unpack-plain.ts';
import { anyScenes, anyTapePlain } from '../support/any-tape.ts';
import { packed } from '../support/packed.ts';
import { faultsOf, itemsOf, recordsOf, segmentsOf, smallSizes, tapeOf } from '../support/tapes.ts';

const runs = { numRuns: 200 };

describe('a tape', () => {
  it('gives back what was written to it, record by record, through pages and segments', () => {
    fc.assert(
      fc.property(anyScenes, anyTapePlain, (scenes, state) => {
        const { store, written } = tapeOf(scenes, { state, sizes: smallSizes });
        const items = itemsOf(store);
        expect(faultsOf(items)).toEqual([]);
        expect(recordsOf(items)).toEqual(written);
      }),
      runs,
    );
  });

  it('is the same bytes for the same records, wherever flushes fall', () => {
    fc.assert(
      fc.property(anyScenes, fc.integer({ min: 1, max: 500 }), (scenes, tapeBufferBytesMax) => {
        const once = tapeOf(scenes, { sizes: smallSizes });
        const again = tapeOf(scenes, { sizes: { ...smallSizes, tapeBufferBytesMax } });
        expect(segmentsOf(again.store)).toEqual(segmentsOf(once.store));
      }),
      runs,
    );
  });
});

describe('a plain value', () => {
  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(anyTapePlain, (value) => {
        const bytes = packed(value);
        expect(unpackPlain(bytes, 0, bytes.length)).toStrictEqual(value);
      }),
      runs,
    );
  });

  it('is read by a foreign msgpack, and what that writes is read by ours', () => {
    fc.assert(
      fc.property(anyTapePlain, (value) => {
        expect(decode(packed(value))).toEqual(value);
        const foreign = encode(value);
        expect(unpackPlain(foreign, 0, foreign.length)).toEqual(decode(foreign));
      }),
      runs,
    );
  });

  it('is after any change to its bytes what a foreign msgpack sees in them, or malformed', () => {
    fc.assert(
      fc.property(anyTapePlain, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, change) => {
        const bytes = packed(value);
        bytes[at % bytes.length]! ^= change;
        const found = valueOf(bytes);
        if (found !== malformed) expect(found).toEqual(decode(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('makes of any bytes a value or a malformed one, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        valueOf(bytes);
      }),
      { numRuns: 1_000 },
    );
  });
});

const malformed = Symbol('malformed');

/** Whatever else is thrown is a fault. */
function valueOf(bytes: Uint8Array): unknown {
  try {
    return unpackPlain(bytes, 0, bytes.length);
  } catch (error) {
    if (error instanceof TapeError && error.code === 'malformed') return malformed;
    throw error;
  }
}
