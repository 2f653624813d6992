import type { Cast } from '../../protocol/messages.ts';

/** Casts, and the serial numbers of the windows that they are in. */
export interface Placed {
  readonly casts: readonly Cast[];
  readonly serials: readonly number[];
}

/** Those of one window together, as they came: casts of several origins come mixed, and are in order only by origin. */
export function byWindow(placed: Placed): Placed {
  const { casts, serials } = placed;
  if (serials.every((serial) => serial === serials[0])) return placed;
  const groups = new Map<number, Cast[]>();
  for (const [index, cast] of casts.entries()) {
    const group = groups.get(serials[index]!);
    if (group === undefined) groups.set(serials[index]!, [cast]);
    else group.push(cast);
  }
  return {
    casts: [...groups.values()].flat(),
    serials: [...groups].flatMap(([serial, group]) => group.map(() => serial)),
  };
}
