import type { ActorRow, Actors, Facet } from '../answers/actors.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film } from '../film/film.ts';
import { everybody } from './everybody.ts';
import { inOrderOf } from './in-order-of.ts';

/** What is asked of actors; what is empty does not matter. */
export interface ActorWishes {
  readonly q: string;
  readonly machine: string;
  /** A leaf that it is in, or the first of the states around that. */
  readonly state: string;
  readonly code: string;
  /** Those too that had gone before. */
  readonly gone: boolean;
  readonly from: number;
  readonly count: number;
}

/** Who is there behind a turn, with those whose last turn it was, and who was. */
export function actorsOf(film: Film, turn: number, wishes: ActorWishes): Actors {
  const machines = new Counts();
  const states = new Counts();
  const codes = new Counts();
  const fitting: ActorRow[] = [];
  let all = 0;
  for (const somebody of everybody(film, turn)) {
    if (somebody.code !== '') codes.add(somebody.code);
    if (somebody.isGone && !somebody.moved && !wishes.gone) continue;
    all += 1;
    const row = somebody.row();
    machines.add(row.machine);
    if (row.state !== null) states.add(row.state);
    if (fits(row, wishes)) fitting.push(row);
  }
  const from = Math.min(wishes.from, fitting.length);
  const count = Math.min(wishes.count, inspectorLimits.toldActorsMax);
  return {
    fitting: fitting.length,
    all,
    from,
    rows: fitting.slice(from, from + count),
    machines: machines.facets,
    states: statesIn(states),
    codes: codes.facets,
  };
}

function fits(row: ActorRow, { q, machine, state, code }: ActorWishes): boolean {
  if (machine !== '' && row.machine !== machine) return false;
  if (code !== '' && row.code !== code) return false;
  if (state !== '' && row.state !== state && !namesIn(row.state).has(state)) return false;
  if (q === '') return true;
  const words = q.toLowerCase();
  return [row.path, row.name, row.peer, row.address].some((text) =>
    text.toLowerCase().includes(words),
  );
}

/** What somebody is in by their state: `a.b.c + a.d.e` is in these two leaves, and in `a`. */
function namesIn(state: string | null): ReadonlySet<string> {
  const leaves = state === null ? [] : state.split(' + ');
  return new Set(leaves.flatMap((leaf) => [leaf.split('.')[0]!, leaf]));
}

function statesIn({ all: whole }: Counts): readonly Facet[] {
  const states = new Counts();
  for (const [state, count] of whole) {
    for (const name of namesIn(state)) states.add(name, count);
  }
  return states.facets;
}

/** How many have each name. */
class Counts {
  readonly #counts = new Map<string, number>();

  get all(): Iterable<readonly [name: string, count: number]> {
    return this.#counts;
  }

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  get facets(): readonly Facet[] {
    const facets = [...this.#counts].map(([name, count]) => ({ name, count }));
    const { toldFacetsMax } = inspectorLimits;
    if (facets.length > toldFacetsMax) facets.sort((one, other) => other.count - one.count);
    return facets.slice(0, toldFacetsMax).sort(inOrderOf(({ name }) => name));
  }
}
