import { limits } from '../../protocol/limits.ts';
import type { TapeStore } from '../store/tape-store.ts';
import { readTape } from './tape-reader.ts';
import { actorOf, eventsOf, show } from './show.ts';
import type { ShowOptions } from './show.ts';

/** What could have been asked for, of the first wish that nothing fits. */
export type ThereIs =
  | { readonly of: 'turns'; readonly first: number; readonly last: number }
  | { readonly of: 'actors' | 'events'; readonly names: readonly string[] };

/** To be asked where `show` had nothing to tell. */
export function whatThereIs(store: TapeStore, { actor, from = 0, to }: ShowOptions): ThereIs {
  const actors = new Set<string>();
  const events = new Set<string>();
  const first = firstTurn(store);
  let last = 0;
  for (const line of show(store, to === undefined ? {} : { to })) {
    const turn = Number(line['turn'] ?? last);
    if (line.event === 'input') last = turn;
    if (turn < from) continue;
    const whose = actorOf(line);
    if (whose !== null) add(actors, whose);
    if (actor === undefined || actor === whose) for (const one of eventsOf(line)) add(events, one);
  }
  if (from > last || (to !== undefined && to < first)) {
    return { of: 'turns', first, last: lastTurn(store) };
  }
  if (actor !== undefined && events.size === 0) return { of: 'actors', names: [...actors] };
  return { of: 'events', names: [...events] };
}

/** Of a tape whose first segments have gone it is a later one. */
function firstTurn(store: TapeStore): number {
  for (const item of readTape(store)) if (item.kind === 'input') return item.turn;
  return 0;
}

function lastTurn(store: TapeStore): number {
  let last = 0;
  for (const item of readTape(store)) if (item.kind === 'input') last = item.turn;
  return last;
}

/** A tape can hold any number of actors, and nobody reads so many. */
function add(names: Set<string>, name: string): void {
  if (name.length > limits.tapeNameUnitsMax) return;
  if (names.size < limits.pageNamesMax) names.add(name);
}
