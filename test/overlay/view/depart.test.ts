import { describe, expect, it } from 'vitest';
import { depart } from '../../../src/overlay/view/depart.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { askedOf, ids, idsOf, range, viewWith } from '../../support/view-with.ts';

describe('a neighbour that goes', () => {
  it('is forgotten if it said goodbye', () => {
    const [next] = depart(viewWith({ outbound: [1, 2] }), idOf(1), 'left', 7);
    expect([ids(next.active.keys()), next.passive.size]).toEqual([idsOf(2), 0]);
  });

  it('is forgotten among the leads, too, where its goodbye comes late', () => {
    const [next] = depart(viewWith({ outbound: [1], leads: [2] }), idOf(2), 'left', 7);
    expect(next.passive.size).toBe(0);
  });

  it('is a lead in doubt if it was lost, and is left alone for a while', () => {
    const [next] = depart(viewWith({ outbound: [1, 2] }), idOf(1), 'lost', 7);
    const restUntil = 7 + limits.approachRestMs * 1_000;
    const doubt = { from: null, verifiedAt: null, failures: 1, restUntil };
    expect([...next.passive.values()]).toEqual([{ ...leadOf(1), ...doubt }]);
  });

  it('takes no other lead away if it was lost', () => {
    const leads = range(100, limits.passiveViewMax);
    const [next] = depart(viewWith({ outbound: [1, 2], leads }), idOf(1), 'lost', 7);
    expect(next.passive.has(idOf(1))).toBe(false);
  });

  it('is not noted where its own contact goes on dialling', () => {
    const [next] = depart(viewWith({ pinned: [1], outbound: [2] }), idOf(1), 'lost', 7);
    expect(next.passive.size).toBe(0);
  });

  it('makes place for another one at once: a verified lead if there is one (S3-37)', () => {
    const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5], verified: [100], leads: [101] });
    const [next, asked] = depart(full, idOf(1), 'lost', 7);
    expect(askedOf(asked, 'view.approach')).toEqual([
      { type: 'view.approach', lead: leadOf(100), purpose: 'want' },
    ]);
    expect(ids(next.approaches.keys())).toEqual(idsOf(100));
  });

  it('leaves who has no other one in need, and several are asked at once', () => {
    const alone = viewWith({ outbound: [1], verified: range(100, 9) });
    const [, asked] = depart({ ...alone, approaches: alone.approaches }, idOf(1), 'lost', 7);
    const asks = askedOf(asked, 'view.approach');
    expect(new Set(asks.map(({ purpose }) => purpose))).toEqual(new Set(['need']));
    expect(asks.length).toBe(Math.min(limits.approachesMax, limits.outboundNeighbours));
    const [, unheard] = depart(
      { ...alone, own: { ...alone.own, address: '' } },
      idOf(1),
      'lost',
      7,
    );
    expect(askedOf(unheard, 'view.approach').length).toBe(limits.approachesMax);
  });
});
