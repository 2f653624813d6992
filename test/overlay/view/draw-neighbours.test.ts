import { describe, expect, it } from 'vitest';
import { drawNeighbours } from '../../../src/overlay/view/draw-neighbours.ts';
import { drawSome } from '../../../src/overlay/view/draw-some.ts';
import { enter } from '../../../src/overlay/view/enter.ts';
import type { View } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf } from '../../support/pure-views.ts';
import { pinnedArrival, range, viewWith } from '../../support/view-with.ts';

const own = [1, 2, 3];
const chosen = viewWith({ outbound: own });
const many = range(100, 200);
const ROUNDS = 400;

describe('the neighbour who is told of leads', () => {
  it('is drawn from limits.guestsMax at most of those who came to stay, from however many hosts', () => {
    expect(shareOfOwn(chosen)).toBe(1);
    const share = own.length / (own.length + limits.guestsMax);
    expect(shareOfOwn(withGuests(chosen, many))).toBeGreaterThan(0.8 * share);
    const draw = drawNeighbours(chosen.random, withGuests(chosen, many), () => true, 99);
    expect(draw[0].length).toBe(own.length + limits.guestsMax);
  });

  it('is on one host as likely as on another, however many keys that one has', () => {
    const crowd = withGuests(chosen, many, '10.9.9.9');
    expect(shareOfOwn(crowd)).toBeGreaterThan(0.9 * (own.length / (own.length + 1)));
  });

  it('can be any where a few came to stay, on hosts of their own or all on one', () => {
    for (const host of [undefined, '10.0.0.1']) {
      const view = withGuests(viewWith({}), range(100, limits.guestsMax), host);
      const all = [...view.active.values()];
      expect(drawNeighbours(view.random, view, () => true, 3)).toEqual(
        drawSome(view.random, all, 3),
      );
    }
  });
});

function withGuests(start: View, guests: readonly number[], host?: string): View {
  return guests.reduce((view, index) => {
    const arrival = { ...pinnedArrival(index), isInbound: true };
    const linkAddress = host === undefined ? arrival.linkAddress : `${host}:${index}`;
    return enter(view, { ...arrival, linkAddress }, 0)[0];
  }, start);
}

/** How often it is one of those that this node has chosen. */
function shareOfOwn(view: View): number {
  const ids = new Set(own.map(idOf));
  let { random } = view;
  let count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [[drawn], next] = drawNeighbours(random, view, () => true, 1);
    random = next;
    if (ids.has(drawn!.id)) count += 1;
  }
  return count / ROUNDS;
}
