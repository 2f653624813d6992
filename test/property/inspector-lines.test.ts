import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValueLine } from '../../src/inspector/answers/value-line.ts';
import { valueLines } from '../../src/inspector/views/value-lines.ts';
import { Queue } from '../../src/values/queue.ts';
import { Table } from '../../src/values/table.ts';
import { anyPlainValue } from '../support/any-plain-value.ts';

/** What an actor knows, shown as a tree, against a dumb walk over the whole of both values. */
describe('a value as lines, with what has changed', () => {
  it('has changed exactly where one walks and finds another value, also where nothing is open', () => {
    fc.assert(
      fc.property(anyNested, anyNested, fc.boolean(), (before, now, isOpen) => {
        const lines = valueLines(now, before, isOpen ? 'all' : new Map());
        expect(changedIn(lines).toSorted()).toEqual(changedBetween(now, before).toSorted());
      }),
    );
  });

  it('has changed nowhere where it is the same, though it was made twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyPlainValue), (value) => {
        expect(changedIn(valueLines(copyOf(value), value, 'all'))).toEqual([]);
      }),
    );
  });

  it('gives what is new and what is gone of a list or a queue as often as it grew or shrank', () => {
    fc.assert(
      fc.property(anyItems, anyItems, fc.boolean(), (before, now, isQueue) => {
        const made = (items: readonly object[]) => ({ items: isQueue ? queueOf(items) : items });
        const [line] = valueLines(made(now), made(before), 'all');
        const inside = line!.inside ?? [];
        const there = inside.filter(({ change }) => change !== 'gone');
        expect(there.map(({ key }) => key)).toEqual(now.map((_, place) => String(place)));
        const grown = inside.filter(({ change }) => change === 'new').length;
        const gone = inside.length - there.length;
        if (line!.change === 'inside') expect(grown - gone).toBe(now.length - before.length);
      }),
    );
  });

  it('says of any two values something that can be sent', () => {
    fc.assert(
      fc.property(anyPlainValue, anyPlainValue, (now, before) => {
        const lines = valueLines({ now }, { now: before }, 'all');
        expect(JSON.parse(JSON.stringify(lines))).toEqual(lines);
      }),
    );
  });
});

/** Objects and tables, in which every value has a name. */
interface Nested {
  readonly [key: string]: unknown;
}

const key = fc.constantFrom('a', 'b', 'c', 'd');

const anyNested = fc.letrec<{ nested: Nested; value: unknown }>((tie) => ({
  nested: fc.dictionary(key, tie('value'), { noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, 'x', 1, 2),
    tie('nested'),
    tie('nested').map(tableOf),
  ),
})).nested;

const anyItems = fc.array(
  fc.nat(4).map((place) => shared[place]!),
  { maxLength: 6 },
);
/** States share what they have in common. */
const shared = Array.from({ length: 5 }, (_, n) => ({ n }));

function tableOf(entries: Nested): Table<unknown> {
  return Table.empty<unknown>({ limit: 9 }).edit((draft) => {
    for (const [name, value] of Object.entries(entries)) draft.set(name, value);
  });
}

function queueOf(items: readonly object[]): Queue<object> {
  return items.reduce<Queue<object>>((queue, item) => queue.push(item), Queue.empty());
}

function changedIn(lines: readonly ValueLine[], path = ''): readonly string[] {
  return lines.flatMap(({ key, change, inside }) => {
    const here = `${path}/${key}`;
    if (change === 'inside') return changedIn(inside ?? [], here);
    return change === 'same' ? changedIn(inside ?? [], here) : [`${change} ${here}`];
  });
}

function changedBetween(now: unknown, before: unknown, path = ''): readonly string[] {
  const [here, there] = [entriesOf(now)!, entriesOf(before)!];
  const both = Object.keys(here).flatMap((name): readonly string[] => {
    const at = `${path}/${name}`;
    if (!Object.hasOwn(there, name)) return [`new ${at}`];
    const [one, other] = [here[name], there[name]];
    const isTable = one instanceof Table;
    if (entriesOf(one) !== null && entriesOf(other) !== null && isTable === other instanceof Table)
      return changedBetween(one, other, at);
    return one === other ? [] : [`changed ${at}`];
  });
  const gone = Object.keys(there).filter((name) => !Object.hasOwn(here, name));
  return [...both, ...gone.map((name) => `gone ${path}/${name}`)];
}

function entriesOf(value: unknown): Nested | null {
  if (value instanceof Table) return Object.fromEntries<unknown>(value);
  return typeof value === 'object' && value !== null ? (value as Nested) : null;
}

/** Another one that says the same. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copyOf(one)]));
}
