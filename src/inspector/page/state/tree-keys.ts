import { hasChanged, type LineRow, type TreeRow } from './tree-rows.ts';

/** What a key does in a tree, as it is usual: go to another row, open or close this one, or nothing. */
export type TreeMove =
  | { readonly kind: 'go'; readonly id: string }
  | { readonly kind: 'toggle'; readonly row: LineRow }
  | null;

export function treeMove(rows: readonly TreeRow[], id: string | null, key: string): TreeMove {
  const lines = rows.filter((row) => row.kind === 'line');
  const place = Math.max(
    lines.findIndex((row) => row.id === id),
    0,
  );
  const row = lines[place];
  if (row === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return to(lines[place + 1]);
    case 'ArrowUp':
      return to(lines[place - 1]);
    case 'Home':
      return to(lines[0]);
    case 'End':
      return to(lines.at(-1));
    case 'ArrowRight':
      return inwards(lines, place);
    case 'ArrowLeft':
      return row.isOpen ? { kind: 'toggle', row } : to(rowAbove(lines, place));
    case 'Enter':
    case ' ':
      return row.line.size > 0 ? { kind: 'toggle', row } : null;
    default:
      return null;
  }
}

/** The next row behind this one that has changed, from the first again behind the last; and how many there are. */
export function nextChange(
  rows: readonly TreeRow[],
  id: string | null,
): { readonly id: string | null; readonly count: number } {
  const changed = [...rows.entries()].filter(
    ([, row]) => row.kind === 'line' && hasChanged(row.line),
  );
  const here = rows.findIndex((row) => row.id === id);
  const next = changed.find(([place]) => place > here) ?? changed[0];
  return { id: next?.[1].id ?? null, count: changed.length };
}

function inwards(lines: readonly LineRow[], place: number): TreeMove {
  const row = lines[place]!;
  if (row.line.size === 0) return null;
  if (!row.isOpen) return { kind: 'toggle', row };
  const next = lines[place + 1];
  return next !== undefined && next.level > row.level ? to(next) : null;
}

function rowAbove(lines: readonly LineRow[], place: number): LineRow | undefined {
  const { level } = lines[place]!;
  return lines.slice(0, place).findLast((row) => row.level < level);
}

function to(row: LineRow | undefined): TreeMove {
  return row === undefined ? null : { kind: 'go', id: row.id };
}
