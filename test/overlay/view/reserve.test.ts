import { describe, expect, it } from 'vitest';
import { depart } from '../../../src/overlay/view/depart.ts';
import { due } from '../../../src/overlay/view/due.ts';
import { enter } from '../../../src/overlay/view/enter.ts';
import { learn, learnAgain } from '../../../src/overlay/view/learn.ts';
import { approachEnded } from '../../../src/overlay/view/verify.ts';
import { dueAt, type View, type ViewChange } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { addressOf, idOf, leadOf } from '../../support/pure-views.ts';
import { arrival, askedOf, ids, idsOf, range, SELF, viewWith } from '../../support/view-with.ts';

const quiet = viewWith({ exchanges: false });
const saved = (count: number, first = 100) => range(first, count).map(leadOf);

/** Whom it dials one after the other, where nobody is ever there, for so long. */
function dialsInVain([start, asked]: ViewChange, forMs: number): { tried: string[]; view: View } {
  let view = start;
  let ahead = askedOf(asked, 'view.approach');
  const tried: string[] = [];
  for (let at = 1; at <= forMs * 1_000; at = dueAt(view) ?? Infinity) {
    let [next, asks] = due(view, at);
    for (ahead = [...ahead, ...askedOf(asks, 'view.approach')]; ahead.length > 0;) {
      const [{ lead }, ...rest] = ahead as [(typeof ahead)[0], ...typeof ahead];
      tried.push(lead.id);
      [next, asks] = approachEnded(next, lead.id, 'failed', at);
      ahead = [...rest, ...askedOf(asks, 'view.approach')];
    }
    view = next;
    expect(dueAt(view) ?? Infinity).toBeGreaterThan(at);
  }
  return { tried, view };
}

describe('peers of earlier runs', () => {
  it('are leads as far as the passive view goes, those seen last, and the others wait', () => {
    const [view] = learnAgain(quiet, saved(limits.passiveViewMax + 5), 0);
    expect(ids(view.passive.keys())).toEqual(idsOf(...range(100, limits.passiveViewMax)));
    expect(ids(view.reserve.keys())).toEqual(idsOf(...range(100 + limits.passiveViewMax, 5)));
  });

  it('wait up to limits.savedPeersMax', () => {
    const [view] = learnAgain(quiet, saved(limits.passiveViewMax + limits.savedPeersMax + 1), 0);
    expect(view.reserve.size).toBe(limits.savedPeersMax);
  });

  it('are all dialled, in the order in which they were seen, before any is dialled again, while nobody is there', () => {
    const { tried } = dialsInVain(learnAgain(quiet, saved(200), 0), 1_000);
    expect(new Set(tried.slice(0, 200)).size).toBe(200);
    expect(tried.slice(limits.passiveViewMax, 200)).toEqual(
      range(100 + limits.passiveViewMax, 200 - limits.passiveViewMax).map(idOf),
    );
  });

  it('are tried again and again, all of them, as long as there is no neighbour', () => {
    const { tried, view } = dialsInVain(learnAgain(quiet, saved(100), 0), 3_600_000);
    for (const id of saved(100).map((lead) => lead.id))
      expect(tried.filter((each) => each === id).length).toBeGreaterThan(limits.leadFailuresMax);
    expect(view.passive.size + view.reserve.size).toBe(100);
  });

  it('are dialled while there are neighbours too, if these are too few, and dropped after limits.leadFailuresMax', () => {
    const one = viewWith({ exchanges: false, outbound: [1] });
    const { tried, view } = dialsInVain(learnAgain(one, saved(100), 0), 3_600_000);
    expect(tried.length).toBe(100 * limits.leadFailuresMax);
    expect([view.passive.size, view.reserve.size, dueAt(view)]).toEqual([0, 0, null]);
  });

  it('change places with those that failed, never with those that have no place now', () => {
    let [view, asked] = learnAgain(quiet, saved(40), 0);
    let ahead = askedOf(asked, 'view.approach');
    while (ahead.length > 0) {
      const [{ lead }, ...rest] = ahead as [(typeof ahead)[0], ...typeof ahead];
      [view, asked] = approachEnded(view, lead.id, 'no-place', 1);
      ahead = [...rest, ...askedOf(asked, 'view.approach')];
    }
    expect(view.reserve.size).toBe(40 - limits.passiveViewMax);
    expect(dueAt(view)).toBeGreaterThan(1);
  });

  it('wait no longer if they are heard of elsewhere, are neighbours or have left', () => {
    const [waiting, asked] = learnAgain(quiet, saved(40), 0);
    const [near] = enter(waiting, arrival(135, 'want'), 1);
    expect(near.reserve.has(idOf(135))).toBe(false);
    expect(depart(near, idOf(135), 'left', 2)[0].reserve.has(idOf(135))).toBe(false);
    const heard = { id: idOf(130), address: '10.9.9.9:7000' };
    const [told, more] = learn(waiting, [heard], '10.0.0.1:7000', 1);
    const { tried, view } = dialsInVain([told, [...asked, ...more]], 5_000);
    expect(tried.filter((id) => id === heard.id).length).toBe(1);
    const [known] = [view.passive, view.reserve].flatMap((table) => table.get(heard.id) ?? []);
    expect(known?.address).toBe(heard.address);
  });

  it('are not dialled where this node is now', () => {
    const here = { id: idOf(99), address: addressOf(SELF) };
    const { tried } = dialsInVain(learnAgain(quiet, [...saved(35), here], 0), 5_000);
    expect(tried).not.toContain(idOf(99));
  });
});
