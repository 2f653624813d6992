import { drawBelow, type RandomStream } from '../values/random-stream.ts';
import { hostNameOf } from './host-of.ts';
import { drawSome } from './view/draw-some.ts';

/**
 * Up to `count` of them, by chance, of which each host has one before any has a second: a key costs nothing and an
 * address does, so many on one host are no more likely than one on another. Where each is on another host, or all on
 * one, each is as likely as any other.
 */
export function drawInTurns<T>(
  stream: RandomStream,
  items: readonly T[],
  count: number,
  addressOf: (item: T) => string,
): readonly [chosen: readonly T[], next: RandomStream] {
  let crowds = crowdsOf(items, addressOf);
  if (crowds.length <= 1 || crowds.length === items.length) return drawSome(stream, items, count);
  const chosen: T[] = [];
  let left = stream;
  while (chosen.length < count && crowds.length > 0) {
    const [turn, next] = drawSome(left, crowds, count - chosen.length);
    left = next;
    for (const crowd of turn) {
      const drawn = drawBelow(left, crowd.length);
      left = drawn.next;
      chosen.push(...crowd.splice(drawn.value, 1));
    }
    crowds = crowds.filter(({ length }) => length > 0);
  }
  return [chosen, left];
}

function crowdsOf<T>(items: readonly T[], addressOf: (item: T) => string): T[][] {
  const crowds = new Map<string, T[]>();
  for (const item of items) {
    const host = hostNameOf(addressOf(item));
    const crowd = crowds.get(host);
    if (crowd === undefined) crowds.set(host, [item]);
    else crowd.push(item);
  }
  return [...crowds.values()];
}
