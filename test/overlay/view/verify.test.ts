import { describe, expect, it } from 'vitest';
import { approachEnded, refuted, verified } from '../../../src/overlay/view/verify.ts';
import { depart } from '../../../src/overlay/view/depart.ts';
import { due } from '../../../src/overlay/view/due.ts';
import { learn } from '../../../src/overlay/view/learn.ts';
import { dueAt, type View } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { askedOf, range, viewWith } from '../../support/view-with.ts';

const RESTS = limits.approachRestMs * 1_000;

function repute(view: View, index: number) {
  const { verifiedAt, failures, restUntil } = view.passive.get(idOf(index)) ?? {};
  return { verifiedAt, failures, restUntil };
}

describe('a lead that was dialled', () => {
  it('is verified, or becomes known, when it was found there', () => {
    const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5], leads: [50] });
    const after = [50, 51].map((each) => repute(verified(full, leadOf(each), 7)[0], each));
    expect(after).toEqual([
      { verifiedAt: 7, failures: 0, restUntil: 0 },
      { verifiedAt: 7, failures: 0, restUntil: 0 },
    ]);
  });

  it('rests longer each time when it was not, and goes after a few', () => {
    let view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5], verified: [50] });
    const seen = range(1, limits.leadFailuresMax).map((time) => {
      [view] = refuted(view, leadOf(50), time);
      return repute(view, 50);
    });
    expect(seen.slice(0, 2)).toEqual([
      { verifiedAt: null, failures: 1, restUntil: 1 + RESTS },
      { verifiedAt: null, failures: 2, restUntil: 2 + 2 * RESTS },
    ]);
    expect(view.passive.has(idOf(50))).toBe(false);
  });

  it('is kept however often it fails while there is nobody else', () => {
    let [view] = depart(viewWith({ outbound: [1] }), idOf(1), 'lost', 1);
    for (let tries = 0; tries < 20; tries += 1) {
      const at = dueAt(view)!;
      const [trying, asked] = due(view, at);
      if (askedOf(asked, 'view.approach').length > 0)
        [view] = approachEnded(trying, idOf(1), 'failed', at);
      else [view] = refuted(trying, leadOf(1), at);
    }
    expect(view.passive.has(idOf(1))).toBe(true);
    const [again] = verified(view, leadOf(1), 7);
    expect(repute(again, 1)).toEqual({ verifiedAt: 7, failures: 0, restUntil: 0 });
  });

  it('is not what another dial was for', () => {
    const view = viewWith({ leads: [50] });
    const elsewhere = { id: idOf(50), address: '10.9.9.9:1' };
    expect(repute(refuted(view, elsewhere, 7)[0], 50).failures).toBe(0);
  });
});

describe('somebody who was asked for a place', () => {
  it('and has none stays a lead, and is left alone for a while', () => {
    const [asking] = learn(viewWith({ outbound: [1, 2] }), [leadOf(50)], null, 7);
    const [next, asked] = approachEnded(asking, idOf(50), 'no-place', 8);
    expect(repute(next, 50)).toMatchObject({ failures: 0, restUntil: 8 + RESTS });
    expect([next.approaches.size, askedOf(asked, 'view.approach')]).toEqual([0, []]);
    const [, then] = due({ ...next, probes: next.probes.delete(idOf(50)) }, 8 + RESTS);
    expect(askedOf(then, 'view.approach').length).toBe(1);
  });

  it('is followed by another one at once, but after some in a row only later, and ever later', () => {
    const leads = range(50, 12);
    let view = learn(viewWith({ outbound: [1, 2], inbound: [3] }), leads.map(leadOf), null, 7)[0];
    for (let refusals = 1; refusals < limits.approachesMax; refusals += 1) {
      const [id] = [...view.approaches.keys()];
      view = approachEnded(view, id!, 'no-place', 8)[0];
      expect(view.approaches.size).toBe(1);
    }
    const [id] = [...view.approaches.keys()];
    view = approachEnded(view, id!, 'no-place', 8)[0];
    expect([view.approaches.size, view.restUntil]).toEqual([0, 8 + RESTS]);
    const [asking] = due({ ...view, probes: viewWith({}).probes }, view.restUntil);
    const [last] = [...asking.approaches.keys()];
    const [tired] = approachEnded(asking, last!, 'no-place', 8 + RESTS);
    expect(tired.restUntil).toBe(8 + 3 * RESTS);
  });

  it('and was not dialled, for want of room, has refused nothing: all are asked again a moment later', () => {
    let [view] = learn(viewWith({ inbound: [1, 2] }), range(50, 12).map(leadOf), null, 7);
    const asked = [...view.approaches.keys()];
    for (const id of asked) {
      const [next, more] = approachEnded(view, id, 'no-room', 8);
      expect(askedOf(more, 'view.approach')).toEqual([]);
      view = next;
    }
    expect([view.approaches.size, view.refusals, view.passive.get(asked[0]!)?.failures]).toEqual([
      0, 0, 0,
    ]);
    const later = 8 + limits.probeHealMs * 1_000;
    expect(askedOf(due(view, later - 1)[1], 'view.approach')).toEqual([]);
    const [, then] = due(view, later);
    expect(askedOf(then, 'view.approach').map(({ purpose }) => purpose)).toEqual(
      asked.map(() => 'want'),
    );
    expect(dueAt(view)).toBeLessThanOrEqual(later);
  });

  it('and is not to be found is in doubt', () => {
    const [asking] = learn(viewWith({ outbound: [1, 2] }), [leadOf(50)], null, 7);
    expect(repute(approachEnded(asking, idOf(50), 'failed', 8)[0], 50)).toEqual({
      verifiedAt: null,
      failures: 1,
      restUntil: 8 + RESTS,
    });
    expect(approachEnded(asking, idOf(51), 'failed', 8)).toEqual([asking, []]);
  });

  it('is told that it is needed where there are few neighbours and several had no place', () => {
    const few = viewWith({ inbound: [1, 2], exchanges: false });
    let [view] = learn(few, range(50, 12).map(leadOf), null, 7);
    const purposes = new Set<string>();
    for (let refusals = 1; refusals <= limits.approachesMax; refusals += 1) {
      const [id] = [...view.approaches.keys()];
      const [next, asked] = approachEnded(view, id!, 'no-place', 8);
      view = next;
      if (refusals === limits.approachesMax) purposes.clear();
      for (const { purpose } of askedOf(asked, 'view.approach')) purposes.add(purpose);
      if (refusals < limits.approachesMax) expect(purposes).toEqual(new Set(['want']));
    }
    expect(purposes).toEqual(new Set(['need']));
  });
});
