import { displayWidth } from './display-width.ts';

/** Rows of cells, each column as wide on a terminal as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat(widths[index]! - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}
