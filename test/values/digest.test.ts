import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { avalanche } from '../../src/values/hash-text.ts';
import { Queue } from '../../src/values/queue.ts';
import { Table } from '../../src/values/table.ts';
import { Body } from '../../src/protocol/body.ts';

describe('a digest', () => {
  it('tells apart what looks alike', () => {
    const values = [
      undefined,
      null,
      false,
      true,
      0,
      1,
      '',
      '0',
      '1',
      '\0',
      [],
      [0],
      [[]],
      [undefined],
      {},
      { 0: 0 },
      { '': undefined },
      { a: undefined },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      { ab: 12 },
      [1, 2],
      [2, 1],
      [[1], 2],
      [1, [2]],
      0.5,
      2 ** 31,
      2 ** 32,
      2 ** 32 + 1,
      -1,
      5e-324,
      new Uint8Array(0),
      new Uint8Array(1),
      new Uint8Array(4),
      Uint8Array.of(0, 0, 0, 1),
      Uint8Array.of(0, 0, 0, 1, 0),
      Uint8Array.of(1),
      new Body(new Uint8Array(0)),
      new Body(new Uint8Array(1)),
      Queue.empty(),
      Queue.empty().push(undefined),
      Table.empty({ limit: 1 }),
      Table.empty({ limit: 1 }).set('', undefined),
    ];
    expect(new Set(values.map(digest)).size).toBe(values.length);
  });

  it('counts what is marked by its mark alone', () => {
    const marked = { kind: 'marked', mark: 7, much: [1, 2] };
    expect(digest({ ...marked, much: [3] })).toBe(digest(marked));
    expect(digest({ ...marked, mark: 8 })).not.toBe(digest(marked));
    expect(digest(marked)).not.toBe(digest(7));
  });

  it('is the same everywhere and for good: tapes hold it', () => {
    const values = [
      null,
      7,
      1_234_567_890_123,
      -0.1,
      'node/o1',
      [1, 'two', { three: 3 }],
      { link: 'o1', inbound: false, nonce: Uint8Array.of(1, 2, 3, 4, 5) },
      { body: new Body(new Uint8Array(9), 2, 5) },
      Queue.empty<string>().push('a').push('b'),
      Table.empty<number>({ limit: 2, seed: 3 }).set('a', 1).set('b', 2),
    ];
    expect(values.map(digest)).toEqual([
      2_628_190_328, 1_021_774_673, 2_118_276_469, 3_125_870_929, 3_884_824_391, 2_169_668_604,
      960_775_729, 1_783_792_417, 2_429_336_266, 3_559_121_258,
    ]);
  });

  it('hardly ever meets itself among small values', () => {
    const values = Array.from({ length: 30_000 }, (_, index) => [
      index,
      String(index),
      { token: index },
      [index % 300, Math.floor(index / 300)],
    ]).flat();
    // 120,000 values drawn by pure chance would meet 1.7 times.
    expect(values.length - new Set(values.map(digest)).size).toBeLessThan(8);
  });

  it('moves about half of its bits for any one bit of a number', () => {
    for (let bit = 0; bit < 32; bit += 1) {
      let moved = 0;
      for (let value = 0; value < 1_000; value += 1) {
        moved += ones(digest(value) ^ digest(value ^ (1 << bit)));
      }
      expect(moved / 1_000).toBeGreaterThan(15);
      expect(moved / 1_000).toBeLessThan(17);
    }
  });

  it('takes an object without a prototype for what it holds', () => {
    const bare: unknown = Object.assign(Object.create(null) as object, { a: 1 });
    expect(digest(bare)).toBe(digest({ a: 1 }));
  });

  it('names the place of what is not plain, inside tables too', () => {
    const peers = Table.empty<unknown>({ limit: 1 }).set('a"b', { seen: [new Set()] });
    expect(() => digest({ context: { peers } })).toThrow(
      /^a Set is no plain value, at \.context\.peers\["a\\"b"\]\.seen\[0\]$/,
    );
    expect(() => digest(-0)).toThrow(/^-0 is no plain value$/);
    expect(() => digest(-0)).toThrow(TypeError);
    expect(() => Queue.empty().push({ at: Number.NaN })).toThrow(
      /^NaN is no plain value, at \.at$/,
    );
  });
});

describe('the finaliser', () => {
  it('loses nothing: different bits stay different', () => {
    const bits = Array.from({ length: 65_536 }, (_, index) => avalanche(index * 65_537));
    expect(new Set(bits).size).toBe(65_536);
  });
});

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
