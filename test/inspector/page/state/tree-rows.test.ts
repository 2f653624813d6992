import { describe, expect, it } from 'vitest';
import type { ValueLine } from '../../../../src/inspector/answers/value-line.ts';
import {
  idOf,
  treeRows,
  wayInWords,
  type TreeWishes,
} from '../../../../src/inspector/page/state/tree-rows.ts';

const all: TreeWishes = { closed: new Set(), needle: '', changesOnly: false };

const lines = [
  line('link', 'o1'),
  line('links', '3 entries', {
    size: 3,
    change: 'inside',
    inside: [line('o1', '{…}', { size: 2, change: 'changed' }), line('o2', '{…}', { size: 2 })],
    more: 1,
  }),
  line('peers', '2 entries', { size: 2 }),
];

describe('a tree of values', () => {
  it('has a row for each value that the answer has, and says how many it has not', () => {
    expect(shown(all)).toEqual(['link', 'links', ' o1', ' o2', ' 1 more', 'peers']);
  });

  it('keeps closed what was closed', () => {
    expect(shown({ ...all, closed: new Set([idOf(['links'])]) })).toEqual([
      'link',
      'links',
      'peers',
    ]);
  });

  it('leaves out what is the same and counts it, if only changes are wanted', () => {
    expect(shown({ ...all, changesOnly: true })).toEqual([
      'links',
      ' o1',
      ' 1 same',
      ' 1 more',
      '2 same',
    ]);
  });

  it('shows of what is sought the way there, also where it was closed', () => {
    const wishes = { ...all, needle: 'O2', closed: new Set([idOf(['links'])]) };
    expect(shown(wishes)).toEqual(['links', ' o2', ' 1 more']);
  });

  it('tells each row its place among those beside it', () => {
    const [row] = treeRows(lines, all).slice(3);
    expect(row).toMatchObject({ id: '["links","o2"]', level: 2, place: 2, of: 2, isOpen: false });
  });
});

it('writes the way to a value as a program would', () => {
  expect(wayInWords(['links', 'o1', 'dials', '0', 'a "b"'])).toBe(
    'context.links.o1.dials[0]["a \\"b\\""]',
  );
});

function shown(wishes: TreeWishes): string[] {
  return treeRows(lines, wishes).map((row) => {
    const words = row.kind === 'line' ? row.line.key : `${row.count} ${row.kind}`;
    return ' '.repeat(row.level - 1) + words;
  });
}

function line(key: string, text: string, rest: Partial<ValueLine> = {}): ValueLine {
  return {
    key,
    kind: 'text',
    text,
    size: 0,
    change: 'same',
    was: null,
    inside: null,
    more: 0,
    ...rest,
  };
}
