import { describe, expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { PlainPacker } from '../../src/trace/plain-packer.ts';
import { unpackPlain } from '../../src/trace/unpack-plain.ts';
import { anyUnplainValue } from '../support/any-plain-value.ts';
import * as fc from 'fast-check';

const malformed = { name: 'TapeError', code: 'malformed' };

function packed(value: unknown): Buffer {
  const packer = new PlainPacker();
  packer.pack(value, 0);
  return Buffer.from(packer.bytes.subarray(0, packer.position));
}

function unpacked(hex: string): unknown {
  const bytes = Buffer.from(hex, 'hex');
  return unpackPlain(bytes, 0, bytes.length);
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe('packing', () => {
  it('takes the shortest form of everything', () => {
    expect(packed([1, -1, 200, -200, 2 ** 40, 0.5, -0, 'a', null, true]).toString('hex')).toBe(
      '9a' +
        '01' +
        'ff' +
        'ccc8' +
        'd1ff38' +
        'cf0000010000000000' +
        'cb3fe0000000000000' +
        'cb8000000000000000' +
        'a161' +
        'c0' +
        'c3',
    );
  });

  it('shows of a body what it shows', () => {
    expect(packed(new Body(Buffer.from('xabx'), 1, 3)).toString('hex')).toBe('c4026162');
  });

  it('refuses what would come back as something else', () => {
    fc.assert(
      fc.property(anyUnplainValue, (value) => {
        if (!Object.is(value, -0)) expect(() => packed([value])).toThrow(TypeError);
      }),
      { numRuns: 100 },
    );
    expect(() => packed(undefined)).toThrow(TypeError);
    expect(() => packed(Array.from({ length: 1 }))).toThrow(TypeError);
    expect(() => packed('half \ud800')).toThrow('half a surrogate pair');
    expect(() => packed('half \udc00\ud800')).toThrow('half a surrogate pair');
    expect(() => packed(JSON.parse('{"__proto__":1}'))).toThrow('__proto__');
  });

  it('leaves nothing of a value that it refused', () => {
    const packer = new PlainPacker();
    packer.pack([1, 2], 0);
    expect(() => packer.pack([3, new Set()], 0)).toThrow(TypeError);
    expect(packer.position).toBe(3);
  });

  it('goes limits.recordDepthMax deep, and so does unpacking', () => {
    const deepest = nested(limits.recordDepthMax);
    const bytes = packed(deepest);
    expect(unpackPlain(bytes, 0, bytes.length)).toEqual(deepest);
    expect(() => packed(nested(limits.recordDepthMax + 1))).toThrow('nested too deep');
    const deeper = '91'.repeat(limits.recordDepthMax + 1) + '01';
    expect(() => unpacked(deeper)).toThrow(expect.objectContaining(malformed));
    expect(() => unpacked('91'.repeat(100_000))).toThrow(expect.objectContaining(malformed));
  });

  it('takes limits.recordItemsMax items, and so does unpacking', () => {
    const most = Array.from({ length: limits.recordItemsMax - 1 }, () => 1);
    const bytes = packed(most);
    expect(unpackPlain(bytes, 0, bytes.length)).toHaveLength(most.length);
    expect(() => packed([...most, 1])).toThrow('too many items');
    const more = Buffer.concat([bytes, Buffer.from([1])]);
    more.writeUInt32BE(limits.recordItemsMax, 1);
    expect(() => unpackPlain(more, 0, more.length)).toThrow(expect.objectContaining(malformed));
  });
});

describe('unpacking', () => {
  it('believes a length only as far as there are bytes', () => {
    for (const hex of [
      'ddffffffff',
      'dfffffffff',
      'c6ffffffff00',
      'dbffffffff61',
      '92',
      'a2',
      '',
    ]) {
      expect(() => unpacked(hex)).toThrow(expect.objectContaining(malformed));
    }
  });

  it('takes one value, of the forms that records have', () => {
    const strange = {
      'two values': '0101',
      'an extension': 'd40101',
      'a timestamp': 'd6ff00000000',
      'a short float': 'ca00000000',
      'the unused code': 'c1',
      'not a number': 'cb7ff8000000000000',
      'an integer beyond 53 bits': 'cf0020000000000000',
      'text that is not UTF-8': 'a1ff',
      'a key that is no text': '810101',
      'a key that is more than a key': '81a95f5f70726f746f5f5f01',
    };
    for (const hex of Object.values(strange)) {
      expect(() => unpacked(hex)).toThrow(expect.objectContaining(malformed));
    }
  });
});
