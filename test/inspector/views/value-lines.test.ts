import { describe, expect, it } from 'vitest';
import type { ValueLine } from '../../../src/inspector/answers/value-line.ts';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { fieldLines, valueLines, type Opened } from '../../../src/inspector/views/value-lines.ts';
import { Body } from '../../../src/protocol/body.ts';
import { Queue } from '../../../src/values/queue.ts';
import { Table } from '../../../src/values/table.ts';

const closed: Opened = new Map();
const signs = { same: ' ', new: '+', changed: '~', inside: '>', gone: '-' } as const;

/** `~ key: text (was ...)`, what is inside indented. */
function said(lines: readonly ValueLine[], depth = ''): string[] {
  return lines.flatMap(({ key, text, change, was, inside, more }) => [
    `${depth}${signs[change]} ${key}: ${text}${was === null ? '' : ` (was ${was})`}`,
    ...said(inside ?? [], `${depth}  `),
    ...(inside !== null && more > 0 ? [`${depth}  … ${more}`] : []),
  ]);
}

describe('a value as lines', () => {
  it('has a line for each field, with what it is and how much is in it', () => {
    const value = {
      name: 'bob',
      seen: 3,
      isLinked: true,
      link: null,
      nonce: Uint8Array.of(1, 255),
      body: new Body(new Uint8Array(9)),
      peers: ['a', 'b'],
      unsaid: Queue.empty<string>().push('x'),
      table: Table.empty<number>({ limit: 9 }).set('k', 1),
    };
    expect(valueLines(value, value, closed).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'text: bob',
      'number: 3',
      'flag: true',
      'null: null',
      'bytes: 01ff (2 bytes)',
      'body: 9 bytes',
      'list: a, b',
      'queue: 1 entry',
      'table: 1 entry',
    ]);
  });

  it('gives what is inside of those that are open, and of no others', () => {
    const value = { a: { b: { c: 1 }, d: 2 }, e: { f: 3 } };
    const opened: Opened = new Map([['a', new Map([['b', new Map()]])]]);
    expect(said(valueLines(value, value, opened))).toEqual([
      '  a: d 2, …',
      '    b: c 1',
      '      c: 1',
      '    d: 2',
      '  e: f 3',
    ]);
  });

  it('leads down to what has changed, also where nobody has opened anything', () => {
    const peers = Table.empty<object>({ limit: 9 });
    const before = { n: 1, same: { x: [1] }, peers: peers.set('a', { s: 'known' }).set('c', {}) };
    const now = {
      n: 2,
      same: before.same,
      peers: before.peers.delete('c').set('a', { s: 'alive' }).set('b', { s: 'new' }),
    };
    expect(said(valueLines(now, before, closed))).toEqual([
      '~ n: 2 (was 1)',
      '  same: 1 field',
      '> peers: 2 entries',
      '  > a: s alive',
      '    ~ s: alive (was known)',
      '  + b: s new',
      '  - c: empty',
    ]);
  });

  it('finds what a queue has lost at its front and got at its end', () => {
    const [a, b, c] = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const before = { queue: Queue.empty<object>().push(a).push(b) };
    const now = { queue: before.queue.shift()!.rest.push(c) };
    expect(said(valueLines(now, before, closed))).toEqual([
      '> queue: 2 entries',
      '  + 1: n 3',
      '  - 0: n 1',
      '  … 1',
    ]);
  });

  it('gives tables in the order of their keys', () => {
    let table = Table.empty<number>({ limit: 99 });
    const keys = ['d', 'a', 'c', 'b', 'e'];
    for (const key of keys) table = table.set(key, 1);
    const [line] = valueLines({ table }, { table }, 'all');
    expect(line!.inside!.map(({ key }) => key)).toEqual(keys.toSorted());
  });

  it('says nothing of changes where a value has no past', () => {
    expect(said(fieldLines({ a: { b: 1 } }))).toEqual(['  a: b 1', '    b: 1']);
  });

  it('gives inspectorLimits.treeInsideMax lines of one value, and how many are missing', () => {
    const value = { list: Array.from({ length: 1_000 }, (_, i) => i) };
    const [line] = valueLines(value, value, 'all');
    expect(line!.inside).toHaveLength(inspectorLimits.treeInsideMax);
    expect(line!.more).toBe(1_000 - inspectorLimits.treeInsideMax);
  });

  it('gives inspectorLimits.treeLinesMax lines in all, however much has changed', () => {
    const rows = (value: number) =>
      Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => value));
    const lines = valueLines({ rows: rows(1) }, { rows: rows(2) }, 'all');
    const count = (all: readonly ValueLine[]): number =>
      all.reduce((sum, { inside }) => sum + 1 + count(inside ?? []), 0);
    expect(count(lines)).toBe(inspectorLimits.treeLinesMax);
  });

  it('opens nothing deeper than inspectorLimits.treeDepthMax', () => {
    let value: object = {};
    for (let depth = 0; depth < 100; depth += 1) value = { value };
    const depthOf = (lines: readonly ValueLine[]): number =>
      lines.length === 0 ? 0 : 1 + depthOf(lines[0]!.inside ?? []);
    expect(depthOf(valueLines(value, value, 'all'))).toBe(inspectorLimits.treeDepthMax + 1);
  });

  it('cuts a text behind inspectorLimits.toldTextUnitsMax units, and no character in two', () => {
    const [line] = fieldLines({ text: '😀'.repeat(1_000) });
    expect(line!.text).toBe(`${'😀'.repeat(inspectorLimits.toldTextUnitsMax / 2)}…`);
  });
});
