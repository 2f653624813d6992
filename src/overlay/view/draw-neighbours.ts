import { limits } from '../../protocol/limits.ts';
import type { RandomStream } from '../../values/random-stream.ts';
import { drawInTurns } from '../draw-in-turns.ts';
import type { Neighbour, View } from './view.ts';

/**
 * Up to `count` neighbours that are fit, by chance: to tell them of leads, or to tell of them. Anybody may come to stay,
 * so of these guests only a few are drawn from, and of hosts each is as likely as any other: else those with many keys
 * would be told of nearly every lead, and pass none on.
 */
export function drawNeighbours(
  random: RandomStream,
  { active }: View,
  isFit: (neighbour: Neighbour) => boolean,
  count: number,
): readonly [chosen: readonly Neighbour[], next: RandomStream] {
  const fit = [...active.values()].filter(isFit);
  const guests = fit.filter(isGuest);
  if (guests.length <= limits.guestsMax) return drawInTurns(random, fit, count, linkOf);
  const [some, next] = drawInTurns(random, guests, limits.guestsMax, linkOf);
  const others = fit.filter((neighbour) => !isGuest(neighbour));
  return drawInTurns(next, [...others, ...some], count, linkOf);
}

export function guestsOf({ active }: View): readonly Neighbour[] {
  return [...active.values()].filter(isGuest);
}

/** Its user wants this node, and so it has a place beside the others. */
export function isGuest({ isInbound, isPinned }: Neighbour): boolean {
  return isInbound && isPinned;
}

function linkOf({ linkAddress }: Neighbour): string {
  return linkAddress;
}
