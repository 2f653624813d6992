import type { ChartState } from './chart-of.ts';

/** Where a state stands in its machine. */
export interface Place {
  readonly id: string;
  readonly parent: Place | null;
  readonly depth: number;
  /** In the order of the machine, whatever is inside of another behind it. */
  readonly order: number;
  /** Among those that are inside of the same one. */
  readonly sibling: number;
}

export function chartPlaces(root: ChartState): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const put = ({ id, states }: ChartState, parent: Place | null, sibling: number) => {
    const depth = parent === null ? 0 : parent.depth + 1;
    const place = { id, parent, depth, order: places.size, sibling };
    places.set(id, place);
    states.forEach((state, at) => put(state, place, at));
  };
  put(root, null, 0);
  return places;
}

/** It and all that it is inside of. */
export function around(place: Place | null): readonly Place[] {
  return place === null ? [] : [place, ...around(place.parent)];
}
