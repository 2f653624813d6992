import { around, chartPlaces, type Place } from './chart-places.ts';
import { type ChartArrow, type ChartState, statesOf } from './chart-of.ts';

const crowdMin = 5;
const nearMax = 2;

/**
 * The arrows that no line is drawn for. They are listed in the state where they begin, with where they lead, because
 * their lines would be most of a drawing and hide all else:
 *
 * - Some states are where nearly everything can end, as `closed` is. Of a crowd of lines to one state, only
 *   those are drawn that come from beside it.
 * - What leads from a state to one inside of it leads there from wherever in it one is: there is no place to begin at.
 * - From deep in one state to deep in another, a line would cross both and pass all between them; and what
 *   enters two states at once, or leads out of one and back, would cross what is written in them.
 */
export function listedArrows(root: ChartState): ReadonlySet<ChartArrow> {
  const all = statesOf(root);
  const places = chartPlaces(root);
  const into = new Map<string, Set<string>>();
  for (const { id, arrows } of all)
    for (const to of arrows.flatMap(({ targets }) => targets))
      into.set(to, (into.get(to) ?? new Set()).add(id));
  const isListed = ({ from, targets }: ChartArrow) =>
    targets.some((id) => {
      const [source, target] = [places.get(from)!, places.get(id)!];
      const isCrowded = into.get(id)!.size >= crowdMin && !isBeside(source, target);
      return isCrowded || isInside(target, source) || crossesTooMuch(source, target);
    });
  return new Set(all.flatMap(({ arrows }) => arrows).filter(isListed));
}

function isBeside(one: Place, other: Place): boolean {
  return one.parent === other.parent && Math.abs(one.sibling - other.sibling) <= nearMax;
}

function isInside(inner: Place, outer: Place): boolean {
  return inner !== outer && around(inner).includes(outer);
}

function crossesTooMuch(source: Place, target: Place): boolean {
  const [from, to] = [around(source), around(target)];
  const entered = to.filter((place) => !from.includes(place)).length - 1;
  const left = from.filter((place) => !to.includes(place)).length - 1;
  const isBack = target.order < source.order;
  return entered > 1 || (left > 0 && (entered > 0 || isBack));
}
