import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { unpackPlain } from '../../../src/trace/format/unpack-plain.ts';
import { packed } from '../../support/packed.ts';

const malformed = expect.objectContaining({ name: 'TapeError', code: 'malformed' });

function unpacked(bytes: Uint8Array): unknown {
  return unpackPlain(bytes, 0, bytes.length);
}

function unpackedHex(hex: string): unknown {
  return unpacked(Uint8Array.from(Buffer.from(hex, 'hex')));
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe('unpacking', () => {
  it('goes limits.recordDepthMax deep', () => {
    const deepest = nested(limits.recordDepthMax);
    expect(unpacked(packed(deepest))).toEqual(deepest);
    expect(() => unpacked(packed([deepest]))).toThrow(malformed);
    expect(() => unpackedHex('81a161'.repeat(limits.recordDepthMax + 1) + '01')).toThrow(malformed);
    expect(() => unpackedHex('91'.repeat(100_000))).toThrow(malformed);
  });

  it('takes limits.recordItemsMax items', () => {
    const most = Array.from({ length: limits.recordItemsMax - 1 }, () => 1);
    expect(unpacked(packed(most))).toHaveLength(most.length);
    expect(() => unpacked(packed([...most, 1]))).toThrow(malformed);
  });

  it('believes a length only as far as there are bytes', () => {
    for (const hex of [
      'ddffffffff',
      'dfffffffff',
      'c6ffffffff00',
      'dbffffffff61',
      'dc0003dc0003c0',
      '92',
      'a2',
      'cd01',
      'cb00',
      'c4',
      '',
    ]) {
      expect(() => unpackedHex(hex)).toThrow(malformed);
    }
  });

  it('takes one value, of the forms that records have', () => {
    const strange = {
      'two values': '0101',
      'an extension': 'd40101',
      'undefined, as an extension': 'd40000',
      'a timestamp': 'd6ff00000000',
      'the definition of a shape': 'd4720191a16101',
      'a short float': 'ca00000000',
      'the unused code': 'c1',
      'not a number': 'cb7ff8000000000000',
      infinity: 'cb7ff0000000000000',
      '-0': 'cb8000000000000000',
      'an integer beyond 53 bits': 'cf0020000000000000',
      'a negative one': 'd3ffdfffffffffffff',
      'text that is not UTF-8': 'a1ff',
      'half a surrogate pair': 'a3eda080',
      'a key that is no text': '810101',
      'a key that is missing': '81',
      'a key that is more than a key': '81a95f5f70726f746f5f5f01',
      'that key, spelled longer': '81d9095f5f70726f746f5f5f01',
    };
    for (const hex of Object.values(strange)) expect(() => unpackedHex(hex)).toThrow(malformed);
  });

  it('takes whole numbers in any form, as far as they are exact', () => {
    expect(
      unpackedHex(
        '95cb3ff0000000000000cf001fffffffffffffd3ffe0000000000001d3ffffffffffffffffcf0000000000000001',
      ),
    ).toEqual([1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, 1]);
  });

  it('copies bytes out, so that nothing points into what will be read next', () => {
    const bytes = packed([Uint8Array.of(1, 2, 3)]);
    const value = unpacked(bytes);
    bytes.fill(0);
    expect(value).toStrictEqual([Uint8Array.of(1, 2, 3)]);
  });

  it('keeps the byte-order mark that a text begins with, however long the text is', () => {
    const texts = ['', 'x', 'x'.repeat(62), 'x'.repeat(100), 'ä'.repeat(40_000), '\ufeff'];
    const marked = texts.map((text) => `\ufeff${text}`);
    const value = [...marked, { [marked[3]!]: marked[4]! }, ...texts];
    expect(unpacked(packed(value))).toEqual(value);
  });
});
