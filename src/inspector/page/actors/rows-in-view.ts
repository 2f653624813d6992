/** A run of rows: the place of the first, and how many. */
export interface Rows {
  readonly from: number;
  readonly count: number;
}

/** How many rows are asked for begins and ends at such places, so that scrolling a little asks for nothing new. */
const blockRows = 50;

/** The rows that can be seen, with one more at each end. */
export function rowsInView(top: number, height: number, rowHeight: number, all: number): Rows {
  const from = Math.min(Math.max(Math.floor(top / rowHeight) - 1, 0), all);
  const to = Math.min(Math.ceil((top + height) / rowHeight) + 1, all);
  return { from, count: Math.max(to - from, 0) };
}

/** What to ask for, to have these and those around them: it changes seldom while somebody scrolls. */
export function rowsToAsk({ from, count }: Rows): Rows {
  const first = Math.max(Math.floor(from / blockRows) - 1, 0) * blockRows;
  const last = (Math.floor((from + count) / blockRows) + 2) * blockRows;
  return { from: first, count: last - first };
}

/** Where to scroll to, to have a row in view; null if it is. */
export function scrollToRow(
  row: number,
  top: number,
  height: number,
  rowHeight: number,
): number | null {
  if (row * rowHeight < top) return row * rowHeight;
  const under = (row + 1) * rowHeight - height;
  return under > top ? under : null;
}
