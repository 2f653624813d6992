import { describe, expect, it } from 'vitest';
import { due } from '../../../src/overlay/view/due.ts';
import { enter } from '../../../src/overlay/view/enter.ts';
import { learn } from '../../../src/overlay/view/learn.ts';
import { putOff, verified } from '../../../src/overlay/view/verify.ts';
import { dueAt, isFresh, type View } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { arrival, askedOf, range, viewWith } from '../../support/view-with.ts';

const neighbours = { outbound: [1, 2, 3], inbound: [4, 5] };

function probesOf(view: View, at = 7): number {
  return askedOf(due(view, at)[1], 'view.probe').length;
}

describe('leads', () => {
  it('are verified until there are some to turn to, so many at once', () => {
    const many = { ...neighbours, leads: range(50, 20) };
    const [view, asked] = due(viewWith(many), 7);
    expect(askedOf(asked, 'view.probe').length).toBe(
      Math.min(limits.verifiedLeads, limits.probesAtOnceMax),
    );
    const settled = [...view.probes].reduce(
      (left, [id, address]) => verified(left, { id, address }, 8)[0],
      view,
    );
    const fresh = [...settled.passive.values()].filter((lead) => isFresh(lead, 8));
    expect([fresh.length, settled.probes.size]).toEqual([limits.verifiedLeads, 0]);
  });

  it('are verified anew when that was long ago', () => {
    const view = viewWith({ ...neighbours, verified: range(50, limits.verifiedLeads) });
    const [now] = due(view, 7);
    expect([now.probes.size, dueAt(now)]).toEqual([0, limits.leadFreshMs * 1_000]);
    expect(probesOf(now, dueAt(now)!)).toBe(limits.verifiedLeads);
  });

  it('are left unverified where none are exchanged', () => {
    expect(probesOf(viewWith({ ...neighbours, leads: range(50, 9), exchanges: false }))).toBe(0);
  });

  it('wait for their turn behind newcomers and neighbours', () => {
    let view = viewWith({ outbound: [1, 2], leads: range(50, 20) });
    [view] = due(view, 7);
    expect(view.probes.size).toBe(
      limits.probesAtOnceMax - view.approaches.size + view.approaches.size,
    );
    const [joined, asked] = enter(view, arrival(9, 'join'), 8);
    expect(askedOf(asked, 'view.probe')).toEqual([]);
    const [[id, address]] = [...joined.probes] as [[string, string]];
    const [, next] = verified(joined, { id, address }, 9);
    expect(askedOf(next, 'view.probe')).toEqual([{ type: 'view.probe', lead: leadOf(9) }]);
  });

  it('are dialled within a budget for who told them, and others wait until it has healed', () => {
    let view = viewWith(neighbours);
    let probes = 0;
    for (const first of range(1, 20)) {
      const leads = range(100 * first, limits.passiveViewMax).map(leadOf);
      const [next, count] = lookedAtAll(learn(view, leads, '10.77.0.1:50123', 7)[0]);
      view = next;
      probes += count;
    }
    expect(probes).toBe(limits.probesPerSourceMax);
    expect(dueAt(view)).toBe(7 + limits.probeHealMs * 1_000);
    expect(probesOf(view, dueAt(view)!)).toBe(1);
  });

  it('are dialled within a budget for the host where they are, but for this one', () => {
    const count = (host: string) => {
      const leads = range(50, limits.passiveViewMax).map((index) => ({
        id: idOf(index),
        address: `${host}:${5_000 + index}`,
      }));
      return lookedAtAll(learn(viewWith(neighbours), leads, null, 7)[0])[1];
    };
    expect(count('10.66.0.1')).toBe(limits.probesPerHostMax);
    expect(count('127.0.0.1')).toBe(limits.passiveViewMax);
  });

  it('are left as they are for a while where no dial could be made', () => {
    const [view] = due(viewWith({ ...neighbours, leads: [50, 51] }), 7);
    const [next, asked] = putOff(view, leadOf(50), 8);
    const later = 8 + limits.probeHealMs * 1_000;
    expect([asked, dueAt(next)]).toEqual([[], later]);
    expect(next.passive.get(idOf(50))).toEqual(view.passive.get(idOf(50)));
    expect(askedOf(due(next, later)[1], 'view.probe')).toEqual([
      { type: 'view.probe', lead: leadOf(50) },
    ]);
  });

  it('on which somebody waits are looked at again once the budget has healed', () => {
    let view = viewWith({ outbound: [1, 2] });
    const address = (index: number) => `10.66.0.1:${5_000 + index}`;
    for (const index of range(10, limits.probesPerHostMax + 1)) {
      [view] = enter(view, { ...arrival(index, 'join'), address: address(index) }, 7);
      for (const [id, where] of view.probes) [view] = verified(view, { id, address: where }, 7);
    }
    expect([view.newcomers.size, view.probes.size]).toEqual([1, 0]);
    const [later, asked] = due(view, 7 + limits.probeHealMs * 1_000);
    expect(askedOf(asked, 'view.probe').length).toBe(1);
    expect(later.probes.size).toBe(1);
  });
});

/** As if all that is looked at were forgotten, until nothing more is. */
function lookedAtAll(start: View): readonly [View, number] {
  let view = start;
  let count = 0;
  while (view.probes.size > 0) {
    for (const id of view.probes.keys()) {
      count += 1;
      view = { ...view, probes: view.probes.delete(id), passive: view.passive.delete(id) };
    }
    [view] = due(view, 7);
  }
  return [view, count];
}
