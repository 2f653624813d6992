import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { hashText } from '../../src/values/hash-text.ts';
import { Table } from '../../src/values/table.ts';
import type { TableOptions } from '../../src/values/table.ts';
import { anyTableChange } from '../support/any-table-change.ts';
import type { TableChange } from '../support/any-table-change.ts';

/** From all keys in one chain, over shallow and very deep tries with chains, to hashes that hardly meet. */
const anyOptions: fc.Arbitrary<TableOptions<number>> = fc.record({
  limit: fc.constant(1_000),
  seed: fc.integer(),
  hashMask: fc.constantFrom(0, 1 << 31, 0b111 << 26, 0b1000011, -1),
});

const anyHistory = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ batch: fc.constant(false), change: anyTableChange }) },
    {
      weight: 1,
      arbitrary: fc.record({
        batch: fc.constant(true),
        changes: fc.array(anyTableChange, { maxLength: 30 }),
      }),
    },
  ),
  { maxLength: 60, size: 'max' },
);

describe('a table', () => {
  it('does what a map does, and no older table ever changes', () => {
    fc.assert(
      fc.property(anyOptions, anyHistory, (options, history) => {
        const versions = [{ table: Table.empty(options), map: new Map<string, number>() }];
        for (const event of history) {
          const { table, map } = versions.at(-1)!;
          const changed = new Map(map);
          if ('change' in event) {
            changeMap(changed, event.change);
            versions.push({ table: changeTable(table, event.change), map: changed });
          } else {
            const edited = table.edit((draft) => {
              for (const change of event.changes) {
                changeMap(changed, change);
                if (change.type === 'set') draft.set(change.key, change.value);
                else draft.delete(change.key);
                expect([draft.size, draft.get(change.key), draft.has(change.key)]).toEqual([
                  changed.size,
                  changed.get(change.key),
                  changed.has(change.key),
                ]);
              }
            });
            versions.push({ table: edited, map: changed });
          }
        }
        for (const { table, map } of versions) {
          expect(table.size).toBe(map.size);
          expect(new Map(table)).toEqual(map);
          for (const key of keysAround(map)) {
            expect([table.get(key), table.has(key)]).toEqual([map.get(key), map.has(key)]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has an order and a digest that depend on its entries, never on its history', () => {
    fc.assert(
      fc.property(
        anyOptions,
        fc.array(anyTableChange, { maxLength: 80, size: 'max' }),
        (options, changes) => {
          let table = Table.empty(options);
          for (const change of changes) {
            table = changeTable(table, change);
            digest(table);
          }
          const entries = [...table];
          const fresh = Table.empty(options).edit((draft) => {
            for (const [key, value] of entries.toReversed()) draft.set(key, value);
          });
          expect([...fresh]).toEqual(entries);
          expect([...table.values()]).toEqual(entries.map(([, value]) => value));
          expect(digest(fresh)).toBe(digest(table));
          expect([...table.keys()]).toEqual(ordered([...table.keys()], options));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has another digest when any entry is another', () => {
    fc.assert(
      fc.property(
        anyOptions,
        fc.array(anyTableChange, { maxLength: 40, size: 'max' }),
        anyTableChange,
        (options, changes, last) => {
          const before = changes.reduce(changeTable, Table.empty(options));
          const after = changeTable(before, last);
          expect(digest(after) === digest(before)).toBe(after === before);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function changeMap(map: Map<string, number>, change: TableChange): void {
  if (change.type === 'set') map.set(change.key, change.value);
  else map.delete(change.key);
}

function changeTable(table: Table<number>, change: TableChange): Table<number> {
  return change.type === 'set' ? table.set(change.key, change.value) : table.delete(change.key);
}

/** Keys that are there, and as many that are not. */
function keysAround(map: ReadonlyMap<string, number>): string[] {
  return ['absent', ...[...map.keys()].flatMap((key) => [key, `${key}?`])];
}

function ordered(keys: readonly string[], { seed = 0, hashMask = -1 }: TableOptions<number>) {
  const hash = (key: string) => (hashText(key, seed) & hashMask) >>> 0;
  return keys.toSorted((one, other) => hash(one) - hash(other) || (one < other ? -1 : 1));
}
