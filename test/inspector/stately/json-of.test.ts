import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { jsonOf } from '../../../src/inspector/stately/json-of.ts';
import { Body } from '../../../src/protocol/body.ts';
import { Queue } from '../../../src/values/queue.ts';
import { Table } from '../../../src/values/table.ts';

describe('what a tool is told that a machine knows', () => {
  it('is JSON: tables are objects, queues are lists, bytes are base64 and bodies are lengths', () => {
    const value = {
      table: Table.empty<number>({ limit: 3 }).set('one', 1),
      queue: Queue.empty<string>().push('a').push('b'),
      bytes: Uint8Array.of(1, 2, 3),
      body: new Body(Uint8Array.of(1, 2, 3, 4), 1),
      list: [null, true, Infinity],
    };
    expect(jsonOf(value)).toEqual({
      table: { one: 1 },
      queue: ['a', 'b'],
      bytes: 'AQID',
      body: { length: 3 },
      list: [null, true, 'Infinity'],
    });
  });

  it('has keys that peers choose, whichever they are', () => {
    const table = Table.empty<number>({ limit: 3 }).set('__proto__', 1).set('constructor', 2);
    const told = JSON.parse(JSON.stringify(jsonOf({ table }))) as { readonly table: object };
    expect(Object.getOwnPropertyNames(told.table).toSorted()).toEqual(['__proto__', 'constructor']);
  });

  it('tells of so much, and how much more there is', () => {
    const toolInsideMax = inspectorLimits.toolInsideMax;
    const toolTextUnitsMax = inspectorLimits.toolTextUnitsMax;
    const toolBytesMax = inspectorLimits.toolBytesMax;
    const long = Array.from({ length: toolInsideMax + 7 }, () => 0);
    const wide = Object.fromEntries(long.map((_, place) => [`k${place}`, 0]));
    expect(jsonOf(long)).toEqual([...long.slice(7), '7 more']);
    expect(Object.entries(jsonOf(wide) as object).slice(-2)).toEqual([
      [`k${toolInsideMax - 1}`, 0],
      ['…', '7 more'],
    ]);
    expect(jsonOf('x'.repeat(toolTextUnitsMax + 1))).toBe(`${'x'.repeat(toolTextUnitsMax)}…`);
    expect(jsonOf(new Uint8Array(toolBytesMax + 1))).toEqual({
      bytes: toolBytesMax + 1,
      base64: `${'A'.repeat((toolBytesMax / 3) * 4)}…`,
    });
  });

  it('is never deeper than so, and never more than so many values', () => {
    let deep: unknown = 'bottom';
    for (let depth = 0; depth <= inspectorLimits.toolDepthMax; depth += 1) deep = [deep];
    expect(JSON.stringify(jsonOf(deep))).toBe(
      `${'['.repeat(inspectorLimits.toolDepthMax)}"…"${']'.repeat(inspectorLimits.toolDepthMax)}`,
    );
    const rows = Array.from({ length: 90 }, () => Array.from({ length: 90 }, () => 1));
    const told = JSON.stringify(jsonOf(rows)).match(/1\b/g)!;
    expect(told.length).toBeLessThanOrEqual(inspectorLimits.toolValuesMax);
    expect(told.length).toBeGreaterThan(inspectorLimits.toolValuesMax / 2);
  });
});
