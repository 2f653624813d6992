import { expect, it } from 'vitest';
import { due } from '../../../src/overlay/view/due.ts';
import { enter } from '../../../src/overlay/view/enter.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { arrival, askedOf, range, viewWith } from '../../support/view-with.ts';

it('changes a neighbour for another with one of so many shuffles', () => {
  const seeds = range(1, 1_000);
  const swapping = seeds.filter((seed) => {
    const view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5], verified: [50], seed });
    const [next, asked] = due({ ...view, shuffleAt: 7 }, 7);
    const asks = askedOf(asked, 'view.approach');
    if (asks.length === 0) return false;
    expect(asks).toEqual([{ type: 'view.approach', lead: leadOf(50), purpose: 'need' }]);
    const [swapped, parted] = enter(next, arrival(50, 'out'), 8);
    expect([swapped.active.size, swapped.active.has(idOf(50))]).toEqual([
      limits.activeViewMax,
      true,
    ]);
    expect(askedOf(parted, 'view.part').length).toBe(1);
    return true;
  });
  const expected = seeds.length / limits.shufflesPerSwap;
  expect(swapping.length).toBeGreaterThan(0.7 * expected);
  expect(swapping.length).toBeLessThan(1.3 * expected);
});
