import { describe, expect, it } from 'vitest';
import { readHeader } from '../../src/codec/read-header.ts';
import { limits } from '../../src/protocol/limits.ts';

const read = (...bytes: number[]) => readHeader(Uint8Array.from(bytes), 0, bytes.length);
const malformed = (text: string) => ({ code: 'malformed-header', text: `a header ${text}` });
const nested = (depth: number) => [...Array<number>(depth - 1).fill(0x91), 0x90];
const arrayOf = (count: number) => [
  0xdc,
  count >> 8,
  count & 0xff,
  ...Array<number>(count).fill(0),
];

describe('reading a header', () => {
  it.each([
    ['a small integer', [0x91, 0x7f], [127]],
    ['a small negative integer', [0x91, 0xe0], [-32]],
    ['uint 8', [0x91, 0xcc, 0xff], [255]],
    ['uint 16', [0x91, 0xcd, 0xff, 0xff], [65_535]],
    ['uint 32', [0x91, 0xce, 0xff, 0xff, 0xff, 0xff], [2 ** 32 - 1]],
    ['uint 64', [0x91, 0xcf, 0, 0x1f, ...Array<number>(6).fill(0xff)], [2 ** 53 - 1]],
    ['an integer in a longer form than it needs', [0x91, 0xcd, 0, 5], [5]],
    ['int 8', [0x91, 0xd0, 0x80], [-128]],
    ['int 16', [0x91, 0xd1, 0x80, 0], [-32_768]],
    ['int 32', [0x91, 0xd2, 0x80, 0, 0, 0], [-(2 ** 31)]],
    ['int 64', [0x91, 0xd3, 0xff, 0xe0, 0, 0, 0, 0, 0, 1], [-(2 ** 53 - 1)]],
    ['int 64 that is positive', [0x91, 0xd3, 0, 0, 0, 0, 0, 0, 0, 1], [1]],
    ['nil, false and true', [0x93, 0xc0, 0xc2, 0xc3], [null, false, true]],
    ['text', [0x91, 0xa2, 0xc3, 0xa4], ['ä']],
    ['text that begins with a byte order mark', [0x91, 0xa3, 0xef, 0xbb, 0xbf], ['\u{feff}']],
    ['text in longer forms', [0x92, 0xd9, 1, 97, 0xda, 0, 1, 98], ['a', 'b']],
    ['bytes', [0x91, 0xc4, 2, 1, 2], [Uint8Array.of(1, 2)]],
    ['arrays', [0x92, 0x91, 1, 0xdd, 0, 0, 0, 1, 2], [[1], [2]]],
    ['no item', [0x90], []],
  ])('takes %s', (_, bytes, items) => {
    expect(read(...bytes)).toEqual(items);
  });

  it.each([
    ['a map', [0x91, 0x80], 'holds a map'],
    ['a long map', [0x91, 0xdf, 0xff, 0xff, 0xff, 0xff], 'holds a map'],
    ['a float', [0x91, 0xca, 0, 0, 0, 0], 'holds a float'],
    ['a double', [0x91, 0xcb, 0, 0, 0, 0, 0, 0, 0, 0], 'holds a float'],
    ['an extension', [0x91, 0xd4, 1, 1], 'holds an extension'],
    ['a long extension', [0x91, 0xc9, 0xff, 0xff, 0xff, 0xff, 1], 'holds an extension'],
    ['the unused tag', [0x91, 0xc1], 'holds a byte that msgpack never uses'],
    ['2^53', [0x91, 0xcf, 0, 0x20, 0, 0, 0, 0, 0, 0], 'holds an integer beyond 2^53 - 1'],
    ['2^64 - 1', [0x91, 0xcf, ...Array<number>(8).fill(0xff)], 'holds an integer beyond 2^53 - 1'],
    ['-2^53', [0x91, 0xd3, 0xff, 0xe0, 0, 0, 0, 0, 0, 0], 'holds an integer beyond 2^53 - 1'],
    ['-2^63', [0x91, 0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0], 'holds an integer beyond 2^53 - 1'],
    ['text that is not UTF-8', [0x91, 0xa1, 0xff], 'holds text that is not UTF-8'],
    ['half a surrogate pair', [0x91, 0xa3, 0xed, 0xa0, 0x80], 'holds text that is not UTF-8'],
    ['an integer cut short', [0x91, 0xcd, 1], 'ends within a value'],
    ['text cut short', [0x91, 0xa2, 97], 'ends within a value'],
    ['bytes of 2^32 - 1', [0x91, 0xc6, 0xff, 0xff, 0xff, 0xff, 1], 'ends within a value'],
    ['an array cut short', [0x92, 1], 'ends within a value'],
    ['a second value', [0x91, 1, 1], 'holds more than one value'],
    ['a number alone', [5], 'is not an array'],
    ['nothing', [], 'ends within a value'],
  ])('rejects %s', (_, bytes, text) => {
    expect(read(...bytes)).toEqual(malformed(text));
  });

  it('rejects arrays deeper than limits.headerDepthMax', () => {
    const { headerDepthMax } = limits;

    expect(read(...nested(headerDepthMax))).toEqual([[[[]]]]);
    expect(read(...nested(headerDepthMax + 1))).toEqual(malformed('nests over 4 deep'));
    expect(read(...nested(4_000))).toEqual(malformed('nests over 4 deep'));
  });

  it('rejects more items than limits.headerItemsMax, at whatever depth they stand', () => {
    const { headerItemsMax } = limits;

    expect(read(...arrayOf(headerItemsMax))).toHaveLength(headerItemsMax);
    expect(read(...arrayOf(headerItemsMax + 1))).toEqual(malformed('has over 256 items'));
    expect(read(0x92, ...arrayOf(127), ...arrayOf(127))).toHaveLength(2);
    expect(read(0x92, ...arrayOf(127), ...arrayOf(128))).toEqual(malformed('has over 256 items'));
  });

  it('makes nothing of a claim of 2^32 - 1 items', () => {
    expect(read(0xdd, 0xff, 0xff, 0xff, 0xff)).toEqual(malformed('has over 256 items'));
  });

  it('reads no byte beyond its end', () => {
    const readTo = (end: number, ...bytes: number[]) => readHeader(Uint8Array.from(bytes), 0, end);

    expect(readTo(2, 0x92, 1, 2)).toEqual(malformed('ends within a value'));
    expect(readTo(3, 0x91, 0xcd, 1, 2)).toEqual(malformed('ends within a value'));
    expect(readTo(3, 0x91, 0xd1, 0xff, 2)).toEqual(malformed('ends within a value'));
    expect(readTo(3, 0x91, 0xa2, 97, 98)).toEqual(malformed('ends within a value'));
    expect(readTo(4, 0x91, 0xc4, 2, 1, 2)).toEqual(malformed('ends within a value'));
  });
});
