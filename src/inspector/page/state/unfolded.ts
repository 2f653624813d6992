import { signal } from '@preact/signals';
import { idOf } from './tree-rows.ts';

/**
 * What whoever looks has opened and closed, for each machine: so it stays while one steps on, and from one
 * connection to the next.
 */
export interface Unfolded {
  /** The ways to what was opened, as JSON; the last one opened comes last. */
  readonly opened: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
}

export const unfolded = signal<ReadonlyMap<string, Unfolded>>(new Map());

const nothing: Unfolded = { opened: new Set(), closed: new Set() };

/** What is asked for in an address has to fit into it. */
const askedUnitsMax = 4_000;

export function unfoldedIn(machine: string): Unfolded {
  return unfolded.value.get(machine) ?? nothing;
}

export function toggle(machine: string, id: string, isOpen: boolean): void {
  const { opened, closed } = unfoldedIn(machine);
  const next = isOpen
    ? { opened: without(opened, id), closed: withLast(closed, id) }
    : { opened: waysTo(id).reduce(withLast, opened), closed: without(closed, id) };
  unfolded.value = new Map(unfolded.value).set(machine, next);
}

/** A list of ways, as the server wants it: what lies in something closed is not asked for, nor what would be too much. */
export function waysToAsk({ opened }: Unfolded): string | null {
  const ways: string[] = [];
  let units = 0;
  for (const id of [...opened].reverse()) {
    if (!isReached(opened, id)) continue;
    units += encodeURIComponent(id).length + 3;
    if (units > askedUnitsMax) break;
    ways.push(id);
  }
  return ways.length === 0 ? null : `[${ways.join(',')}]`;
}

function isReached(opened: ReadonlySet<string>, id: string): boolean {
  return waysTo(id).every((way) => opened.has(way));
}

/** Of all that it lies in, the outermost first, and its own: what has changed is open without having been opened. */
function waysTo(id: string): string[] {
  const way = JSON.parse(id) as string[];
  return way.map((_, depth) => idOf(way.slice(0, depth + 1)));
}

function without(ids: ReadonlySet<string>, id: string): Set<string> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}

function withLast(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return without(ids, id).add(id);
}
