import { describe, expect, it } from 'vitest';
import type { ValueLine } from '../../../../src/inspector/answers/value-line.ts';
import { nextChange, treeMove } from '../../../../src/inspector/page/state/tree-keys.ts';
import { idOf, treeRows } from '../../../../src/inspector/page/state/tree-rows.ts';

const rows = treeRows([line('a', null), line('b', [line('c', null, 2)], 1), line('d', null)], {
  closed: new Set(),
  needle: '',
  changesOnly: false,
});

describe('a key in a tree', () => {
  it.each([
    ['ArrowDown', ['a'], ['b']],
    ['ArrowUp', ['d'], ['b', 'c']],
    ['Home', ['d'], ['a']],
    ['End', ['a'], ['d']],
    ['ArrowRight', ['b'], ['b', 'c']],
    ['ArrowLeft', ['b', 'c'], ['b']],
  ])('%s goes from %j to %j', (key, from, to) => {
    expect(treeMove(rows, idOf(from), key)).toEqual({ kind: 'go', id: idOf(to) });
  });

  it.each([
    ['ArrowLeft', ['b']],
    ['ArrowRight', ['b', 'c']],
    ['Enter', ['b']],
    [' ', ['b', 'c']],
  ])('%s opens or closes %j', (key, at) => {
    const row = rows.find(({ id }) => id === idOf(at));
    expect(treeMove(rows, idOf(at), key)).toEqual({ kind: 'toggle', row });
  });

  it.each([
    ['ArrowDown', ['d']],
    ['ArrowUp', ['a']],
    ['ArrowRight', ['a']],
    ['ArrowLeft', ['a']],
    ['Enter', ['a']],
    ['x', ['a']],
  ])('%s does nothing at %j', (key, at) => {
    expect(treeMove(rows, idOf(at), key)).toBeNull();
  });

  it('begins at the first row where the one it was at is not there any more', () => {
    expect(treeMove(rows, idOf(['gone']), 'ArrowDown')).toEqual({ kind: 'go', id: idOf(['b']) });
  });
});

describe('the next change', () => {
  const changed = treeRows(
    [
      { ...line('a', null), change: 'changed' },
      { ...line('b', [{ ...line('c', null), change: 'new' }], 1), change: 'inside' },
      line('d', null),
    ],
    { closed: new Set(), needle: '', changesOnly: false },
  );

  it.each([
    [null, ['a']],
    [['a'], ['b', 'c']],
    [['d'], ['a']],
  ])('behind %j is %j', (from, to) => {
    const id = from === null ? null : idOf(from);
    expect(nextChange(changed, id)).toEqual({ id: idOf(to), count: 2 });
  });

  it('is nowhere if nothing has changed', () => {
    expect(nextChange(rows, null)).toEqual({ id: null, count: 0 });
  });
});

function line(key: string, inside: readonly ValueLine[] | null, size = 0): ValueLine {
  return { key, kind: 'object', text: '', size, change: 'same', was: null, inside, more: 0 };
}
