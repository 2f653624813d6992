import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { Table } from '../../src/values/table.ts';
import type { Draft } from '../../src/values/table.ts';
import { limits } from '../../src/protocol/limits.ts';

const empty = Table.empty<number>({ limit: 100 });

describe('a table', () => {
  it('takes no more new keys than its limit, and says before that it is full', () => {
    const full = Table.empty<number>({ limit: limits.peersMax }).edit((draft) => {
      while (!draft.isFull) draft.set(`peer ${draft.size}`, draft.size);
    });
    const refusal = new RangeError(`a table of ${limits.peersMax} entries is full`);
    expect([full.size, full.limit, full.isFull]).toEqual([limits.peersMax, limits.peersMax, true]);
    expect(() => full.set('one more', 0)).toThrow(refusal);
    expect(() => full.edit((draft) => draft.set('one more', 0))).toThrow(refusal);
    expect(full.set('peer 7', -7).get('peer 7')).toBe(-7);
    expect(full.delete('peer 7').isFull).toBe(false);
  });

  it('is itself when a change changes nothing', () => {
    const table = empty.set('a', 1).set('b', Number.NaN);
    expect(table.set('a', 1)).toBe(table);
    expect(table.set('b', Number.NaN)).toBe(table);
    expect(table.delete('c')).toBe(table);
    expect(table.edit((draft) => draft.set('a', 1))).toBe(table);
  });

  it('keeps a key whose value is undefined', () => {
    const table = Table.empty<undefined>({ limit: 1 }).set('a', undefined);
    expect([table.get('a'), table.has('a'), table.has('b')]).toEqual([undefined, true, false]);
  });

  it('orders by the seed, so a peer cannot choose its place', () => {
    const fill = (draft: Draft<number>) => {
      for (let index = 0; index < 20; index += 1) draft.set(`key ${index}`, index);
    };
    const one = Table.empty<number>({ limit: 20, seed: 1 }).edit(fill);
    const other = Table.empty<number>({ limit: 20, seed: 2 }).edit(fill);
    expect([...one.keys()]).not.toEqual([...other.keys()]);
    expect(new Map(one)).toEqual(new Map(other));
  });

  it('asks for the digest of a value once, and only if somebody wants its own', () => {
    const asked: number[] = [];
    const digestValue = (value: number) => asked.push(value);
    const table = Table.empty<number>({ limit: 9, digestValue })
      .set('a', 1)
      .set('a', 2)
      .set('b', 3);
    expect(asked).toEqual([]);
    digest(table);
    digest(table.set('c', 4));
    expect(new Set(asked)).toEqual(new Set([2, 3, 4]));
    expect(asked.length).toBe(3);
  });

  it('can leave its values out of its digest', () => {
    const options = { limit: 9, digestValue: () => 0 };
    const one = Table.empty<unknown>(options).set('a', new Set());
    expect(digest(one)).toBe(digest(Table.empty<unknown>(options).set('a', 1)));
    expect(digest(one)).not.toBe(digest(Table.empty<unknown>(options).set('b', 1)));
  });
});

describe('an edit', () => {
  it('leaves the table alone when it fails half-way', () => {
    const table = empty.set('a', 1);
    const fault = new Error('half-way');
    expect(() =>
      table.edit((draft) => {
        draft.set('a', 2);
        draft.set('b', 3);
        throw fault;
      }),
    ).toThrow(fault);
    expect([...table]).toEqual([['a', 1]]);
  });

  it('ends its draft, so that nobody changes the table later', () => {
    let kept: Draft<number> | undefined;
    const table = empty.edit((draft) => {
      draft.set('a', 1);
      kept = draft;
    });
    const refusal = new TypeError('a draft ends with the edit that lent it');
    expect(() => kept!.set('a', 2)).toThrow(refusal);
    expect(() => kept!.delete('a')).toThrow(refusal);
    expect([...table]).toEqual([['a', 1]]);
  });

  it('shares nothing that a later edit changes', () => {
    const once = empty.edit((draft) => draft.set('a', 1));
    const twice = once.edit((draft) => draft.set('b', 2));
    expect([once.size, twice.size, once.has('b')]).toEqual([1, 2, false]);
  });
});
