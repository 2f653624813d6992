import { Body } from '../../protocol/body.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';

/** A value that others are inside of. */
export interface Bundle {
  readonly kind: 'object' | 'list' | 'table' | 'queue';
  readonly size: number;
  /** By name, or in an order that is its own. */
  readonly isNamed: boolean;
  readonly entries: () => readonly (readonly [string, unknown])[];
}

export function bundleOf(value: unknown): Bundle | null {
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Uint8Array || value instanceof Body) return null;
  if (Array.isArray(value)) return inOrder('list', value as readonly unknown[]);
  if (value instanceof Queue) return inOrder('queue', [...(value as Queue<unknown>)]);
  if (value instanceof Table) return table(value as Table<unknown>);
  const fields = Object.entries(value) as [string, unknown][];
  return { kind: 'object', size: fields.length, isNamed: true, entries: () => fields };
}

function inOrder(kind: 'list' | 'queue', items: readonly unknown[]): Bundle {
  const entries = () => items.map((item, place) => [String(place), item] as const);
  return { kind, size: items.length, isNamed: false, entries };
}

/** In an order that people find their way in: a table's own is that of its hashes. */
function table(value: Table<unknown>): Bundle {
  const entries = () => [...value].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { kind: 'table', size: value.size, isNamed: true, entries };
}
