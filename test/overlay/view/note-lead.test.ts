import { describe, expect, it } from 'vitest';
import { noteLead, UNTRIED } from '../../../src/overlay/view/note-lead.ts';
import { isFresh } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { addressOf, idOf, leadOf } from '../../support/pure-views.ts';
import { ids, idsOf, range, SELF, viewWith } from '../../support/view-with.ts';

function hearsay(index: number, address = addressOf(index)) {
  return { id: idOf(index), address, from: '10.0.0.1:50123' };
}

describe('the passive view', () => {
  it('has so many leads, and another one goes for each that comes', () => {
    let view = viewWith({ leads: range(50, limits.passiveViewMax) });
    for (const index of range(200, 9)) view = noteLead(view, hearsay(index), UNTRIED, 7);
    expect(view.passive.size).toBe(limits.passiveViewMax);
    expect(range(200, 9).some((index) => view.passive.has(idOf(index)))).toBe(true);
  });

  it('gives up first what was given away', () => {
    const view = viewWith({ leads: range(50, limits.passiveViewMax) });
    const next = noteLead(view, hearsay(200), UNTRIED, 7, idsOf(57));
    expect([next.passive.has(idOf(57)), next.passive.has(idOf(200))]).toEqual([false, true]);
  });

  it('keeps a few verified leads whatever is told, and given away', () => {
    const verified = range(50, limits.verifiedLeads);
    let view = viewWith({
      verified,
      leads: range(100, limits.passiveViewMax - limits.verifiedLeads),
    });
    for (const index of range(200, 500))
      view = noteLead(view, hearsay(index), UNTRIED, 7, verified.map(idOf));
    const kept = [...view.passive.values()].filter((lead) => isFresh(lead, 7));
    expect(kept.length).toBe(limits.verifiedLeadsMin);
  });

  it('has no more than two of a host that has others in it, however many are told and found there', () => {
    let view = viewWith({ verified: range(10, 8), leads: range(50, limits.passiveViewMax - 8) });
    for (const index of range(200, 500)) {
      view = noteLead(view, hearsay(index, `10.9.9.9:${index}`), UNTRIED, 7);
      view = noteLead(view, hearsay(index, `10.9.9.9:${index}`), { ...UNTRIED, verifiedAt: 7 }, 7);
    }
    const strangers = [...view.passive.values()].filter(({ address }) =>
      address.startsWith('10.9.9'),
    );
    expect([strangers.length, view.passive.size]).toEqual([2, limits.passiveViewMax]);
  });

  it('has neither this node, its neighbours, nor what is no address', () => {
    const view = viewWith({ outbound: [1] });
    const rumours = [
      hearsay(SELF),
      hearsay(1),
      hearsay(50, addressOf(SELF)),
      hearsay(51, ''),
      hearsay(52, '10.0.0.52'),
      hearsay(53, '127.0.0.1:7000'),
    ];
    for (const rumour of rumours) expect(noteLead(view, rumour, UNTRIED, 7)).toBe(view);
  });

  it('believes names only of those who were found by a name themselves', () => {
    const view = viewWith({});
    const named = hearsay(50, 'ip6-localhost:22');
    expect(noteLead(view, named, UNTRIED, 7)).toBe(view);
    for (const from of ['pc-17:7000', null]) {
      const next = noteLead(view, { ...named, from }, UNTRIED, 7);
      expect(next.passive.get(idOf(50))?.address).toBe('ip6-localhost:22');
    }
  });

  it('believes another address only of who was not found at the one it has', () => {
    const other = hearsay(50, '10.9.9.9:1');
    const untried = viewWith({ leads: [50] });
    const sure = viewWith({ verified: [50] });
    for (const view of [untried, sure]) expect(noteLead(view, other, UNTRIED, 7)).toBe(view);
    const doubt = { ...leadOf(50), from: null, ...UNTRIED, failures: 1, restUntil: 99 };
    const view = { ...untried, passive: untried.passive.set(idOf(50), doubt) };
    expect(noteLead(view, other, UNTRIED, 7).passive.get(idOf(50))).toEqual({
      ...other,
      ...UNTRIED,
    });
    expect(ids(view.passive.keys())).toEqual(idsOf(50));
  });
});
