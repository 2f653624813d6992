import { decode, encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainPacker } from '../../src/trace/plain-packer.ts';
import { unpackPlain } from '../../src/trace/unpack-plain.ts';
import { anyScenes, anyTapePlain } from '../support/any-tape.ts';
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
  it('comes back from its bytes as it was, -0 and all', () => {
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
        expect(decode(Uint8Array.from(packed(value)))).toEqual(value);
        const foreign = Buffer.from(encode(value));
        expect(unpackPlain(foreign, 0, foreign.length)).toEqual(decode(encode(value)));
      }),
      runs,
    );
  });

  it('makes of any bytes a value or a malformed one, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          unpackPlain(Buffer.from(bytes), 0, bytes.length);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TapeError', code: 'malformed' });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function packed(value: unknown): Buffer {
  const packer = new PlainPacker();
  packer.pack(value, 0);
  return Buffer.from(packer.bytes.subarray(0, packer.position));
}
