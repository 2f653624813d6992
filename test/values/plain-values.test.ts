import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { fromPlain, toPlain } from '../../src/values/plain-values.ts';
import { Queue } from '../../src/values/queue.ts';
import { Table } from '../../src/values/table.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';

const bytes = Uint8Array.of(1, 2, 3, 4);
const body = new Body(bytes, 1, 3);

describe('a plain value', () => {
  const table = Table.empty<unknown>({ limit: 9, seed: 4 }).set('k', { n: 1 }).set('j', [null]);
  const values: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'a scalar': ['text', 'text'],
    nothing: [null, null],
    bytes: [bytes, bytes],
    'a list': [
      [1, [true]],
      [1, 1, [1, true]],
    ],
    'an object': [{ a: 1, b: { c: 'x' } }, [0, 'a', 1, 'b', [0, 'c', 'x']]],
    'a queue': [Queue.empty().push(1).push('x'), [4, 1, 'x']],
  };

  it.each(Object.entries(values))('stands for %s, and back', (_, [value, plain]) => {
    expect(toPlain(value, true)).toEqual(plain);
    expect(digest(fromPlain(plain))).toBe(digest(value));
  });

  it('stands for a table with its limit, seed and order', () => {
    const plain = toPlain(table, true) as unknown[];
    expect(plain.slice(0, 3)).toEqual([3, 9, 4]);
    const back = fromPlain(plain) as Table<unknown>;
    expect([...back]).toEqual([...table]);
    expect([back.limit, back.seed, digest(back)]).toEqual([9, 4, digest(table)]);
  });

  it('stands for a body with its bytes, or with their number alone', () => {
    expect(toPlain(body, true)).toEqual([2, Uint8Array.of(2, 3)]);
    expect(toPlain(body, false)).toEqual([2, 2]);
    expect(fromPlain([2, Uint8Array.of(2, 3)])).toEqual(new Body(Uint8Array.of(2, 3)));
    const { source, start, end } = fromPlain([2, 2]) as Body;
    expect([...source.subarray(start, end)]).toEqual([0, 0]);
  });

  it('has the bodies that are chosen, by what holds them', () => {
    const kept = {
      ofValue: (of: Body, holder: unknown) =>
        of.length < 9 && !Array.isArray(holder) && holder !== other,
      ofFrame: () => false,
    };
    const other = { kind: 'b', body };
    expect(toPlain({ one: { kind: 'a', body }, other, list: [body] }, kept)).toEqual([
      0,
      'one',
      [0, 'kind', 'a', 'body', [2, Uint8Array.of(2, 3)]],
      'other',
      [0, 'kind', 'b', 'body', [2, 2]],
      'list',
      [1, [2, 2]],
    ]);
    expect(toPlain(new Body(new Uint8Array(9)), kept)).toEqual([2, 9]);
  });

  it('stands for any number of bodies that were left out at the price of one', () => {
    const bodies = Array.from({ length: 100 }, () => [2, limits.bodyBytesMax]);
    const back = fromPlain([1, ...bodies]) as Body[];
    expect(new Set(back.map(({ source }) => source)).size).toBe(1);
    expect(new Set(back.map(({ length }) => length))).toEqual(new Set([limits.bodyBytesMax]));
  });

  it('keeps a key that a prototype would take', () => {
    const value = JSON.parse('{"__proto__": 1}') as object;
    const back = fromPlain(toPlain(value, true)) as object;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });
});

describe('what packing would change in silence is refused, with its place', () => {
  class Strange {
    readonly a = 1;
  }
  const refused: Readonly<Record<string, readonly [unknown, string]>> = {
    '-0': [{ a: [-0] }, '-0 at node.a.0'],
    NaN: [{ a: NaN }, 'NaN at node.a'],
    'an infinity': [[Infinity], 'Infinity at node.0'],
    undefined: [{ a: undefined }, 'a undefined at node.a'],
    'a function': [() => {}, 'a function at node'],
    'a map': [{ a: new Map() }, 'a Map at node.a'],
    'a class': [new Strange(), 'a Strange at node'],
    'an object without a prototype': [Object.create(null), 'a strange object at node'],
    'a bigint': [1n, 'a bigint at node'],
  };

  it.each(Object.entries(refused))('%s', (_, [value, message]) => {
    expect(() => toPlain(value, true, 'node')).toThrow(
      new TypeError(`a checkpoint cannot hold ${message}`),
    );
  });
});

describe('what no plain value is', () => {
  const refused: Readonly<Record<string, unknown>> = {
    'an object': {},
    'no kind': [],
    'another kind': [9],
    'a key without a value': [0, 'a'],
    'a key that is no text': [0, 1, 1],
    'a table without a limit': [3, 'x', 1],
    'a table over its limit': [3, 1, 1, 'a', 1, 'b', 2],
    'a table over limits.tableEntriesReadMax': [
      3,
      2 * limits.tableEntriesReadMax,
      1,
      ...Array.from({ length: limits.tableEntriesReadMax + 1 }, (_, i) => [`${i}`, i]).flat(),
    ],
    'a body that is no number': [2, 'x'],
    'a body of less than nothing': [2, -1],
    'a body of a part': [2, 1.5],
    'a body over the limit': [2, limits.bodyBytesMax + 1],
    'not a number': NaN,
    undefined: undefined,
    'something deep inside': [1, [0, 'a', [4, {}]]],
  };

  it.each(Object.entries(refused))('%s', (_, plain) => {
    expect(() => fromPlain(plain)).toThrow(TypeError);
  });
});
