import { describe, expect, it } from 'vitest';
import { admits, enter, pin } from '../../../src/overlay/view/enter.ts';
import { unpinned } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { addressOf, idOf } from '../../support/pure-views.ts';
import {
  arrival,
  askedOf,
  ids,
  idsOf,
  pinnedArrival,
  range,
  viewWith,
} from '../../support/view-with.ts';

describe('a place', () => {
  it('is always there for who joins or needs a neighbour, and for who only wants one while it is free', () => {
    const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    const answers = (view: typeof full) =>
      (['join', 'need', 'want'] as const).map((purpose) => admits(view, idOf(9), purpose));
    expect(answers(full)).toEqual([true, true, false]);
    expect(answers(viewWith({ outbound: [1, 2], inbound: [4, 5] }))).toEqual([true, true, true]);
  });

  it('is wanted in vain where as many have come as may', () => {
    const came = range(1, limits.inboundNeighboursMax);
    expect(admits(viewWith({ inbound: came }), idOf(9), 'want')).toBe(false);
    expect(admits(viewWith({ inbound: came.slice(1) }), idOf(9), 'want')).toBe(true);
  });

  it('is there for who has one already, for who is being asked for one, and for who only looks', () => {
    const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    expect(admits(full, idOf(4), 'want')).toBe(true);
    expect(admits(full, idOf(9), 'probe')).toBe(true);
    const asking = viewWith({ inbound: [4, 5, 6] });
    const lead = { id: idOf(9), address: addressOf(9), from: null };
    const approach = { ...lead, purpose: 'want', displaces: false } as const;
    const approaches = asking.approaches.set(idOf(9), approach);
    expect(admits({ ...asking, approaches }, idOf(9), 'want')).toBe(true);
  });

  it('is not taken by who is pinned', () => {
    const view = viewWith({ pinned: range(20, 9), outbound: [1, 2], inbound: [4, 5] });
    expect(admits(view, idOf(9), 'want')).toBe(true);
    expect(unpinned(view).length).toBe(4);
  });
});

describe('a neighbour that comes', () => {
  it('displaces another that came by itself, if it joins and there are too many of these', () => {
    const view = viewWith({ outbound: [1, 2], inbound: [3, 4, 5] });
    const [next, asked] = enter(view, arrival(9, 'join'), 7);
    const [parted] = askedOf(asked, 'view.part');
    expect(idsOf(3, 4, 5)).toContain(parted?.peer);
    expect(next.active.size).toBe(limits.activeViewMax);
    expect(next.active.has(idOf(9))).toBe(true);
    expect(next.passive.get(parted!.peer)).toEqual({
      id: parted!.peer,
      address: view.active.get(parted!.peer)!.address,
      from: null,
      verifiedAt: 7,
      failures: 0,
      restUntil: 7 + limits.approachRestMs * 1_000,
    });
  });

  it('displaces those of its own host first: many keys on one get no more places than one each side', () => {
    const stranger = (key: number) => ({
      id: idOf(900 + key),
      address: `10.9.9.9:${7_000 + key}`,
      linkAddress: `10.9.9.9:${50_000 + key}`,
      isPinned: false,
    });
    let view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    for (const key of range(0, 20)) {
      [view] = enter(view, { ...stranger(key), isInbound: true, purpose: 'need' }, 7);
      const { id, address } = stranger(100 + key);
      const lead = { id, address, from: null, purpose: 'want', displaces: true } as const;
      view = { ...view, approaches: view.approaches.set(id, lead) };
      [view] = enter(view, { ...stranger(100 + key), isInbound: false, purpose: 'want' }, 7);
    }
    const strangers = unpinned(view).filter(({ linkAddress }) => linkAddress.startsWith('10.9.9'));
    expect([strangers.length, view.active.size]).toEqual([2, limits.activeViewMax]);
  });

  it('displaces one this node chose only where these have more than their share', () => {
    const chosen = range(1, limits.activeViewMax);
    const [next, asked] = enter(viewWith({ outbound: chosen }), arrival(9, 'need'), 7);
    expect(askedOf(asked, 'view.part').length).toBe(1);
    expect([next.active.size, next.active.has(idOf(9))]).toEqual([limits.activeViewMax, true]);
    const balanced = viewWith({
      outbound: range(1, limits.outboundNeighbours),
      inbound: [8, 7],
    });
    const [after] = enter(balanced, arrival(9, 'need'), 7);
    expect(
      [...range(1, limits.outboundNeighbours)].every((each) => after.active.has(idOf(each))),
    ).toBe(true);
  });

  it('goes itself where it only wanted a place and another one was quicker', () => {
    const view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    const [next, asked] = enter(view, arrival(9, 'want'), 7);
    expect(askedOf(asked, 'view.part')).toEqual([{ type: 'view.part', peer: idOf(9) }]);
    expect(ids(next.active.keys())).toEqual(idsOf(1, 2, 3, 4, 5));
    const [, askedOut] = enter(view, arrival(9, 'out'), 7);
    expect(askedOf(askedOut, 'view.part')).toEqual([{ type: 'view.part', peer: idOf(9) }]);
  });

  it('displaces nobody and is never displaced while it is pinned', () => {
    let view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    const [pinned, asked] = enter(view, pinnedArrival(9), 7);
    expect([askedOf(asked, 'view.part'), pinned.active.size]).toEqual([[], 6]);
    view = pinned;
    for (const each of range(10, 40)) [view] = enter(view, arrival(each, 'join'), 8);
    expect([view.active.has(idOf(9)), unpinned(view).length]).toEqual([true, limits.activeViewMax]);
  });

  it('needs a place like others once it is pinned no more', () => {
    const full = viewWith({ pinned: [9], outbound: [1, 2, 3], inbound: [4, 5] });
    const [next, asked] = pin(full, idOf(9), false, 7);
    expect(askedOf(asked, 'view.part')).toEqual([{ type: 'view.part', peer: idOf(9) }]);
    expect(ids(next.active.keys())).toEqual(idsOf(1, 2, 3, 4, 5));
    const free = viewWith({ pinned: [9], outbound: [1] });
    expect(unpinned(pin(free, idOf(9), false, 7)[0]).length).toBe(2);
    expect(unpinned(pin(free, idOf(1), true, 7)[0]).length).toBe(0);
  });

  it('has no place where all links are taken, of those who leave too', () => {
    const all = limits.connectionsMax + limits.courtesyLinksMax;
    const view = viewWith({ pinned: range(20, all) });
    expect(admits(view, idOf(9), 'join')).toBe(false);
    const [next, asked] = enter(view, arrival(9, 'join'), 7);
    expect(asked).toEqual([{ type: 'view.part', peer: idOf(9) }]);
    expect(next.active.size).toBe(all);
  });

  it('is in one view only, and known as far as it is', () => {
    const [next] = enter(viewWith({ verified: [9], leads: [8] }), arrival(9, 'want'), 7);
    expect(ids(next.passive.keys())).toEqual(idsOf(8));
    expect(next.active.get(idOf(9))).toEqual({
      id: idOf(9),
      address: addressOf(9),
      isVerified: true,
      isPinned: false,
      isInbound: true,
      linkAddress: arrival(9, 'want').linkAddress,
      scope: 'private',
      wordsWholeAt: 0,
      since: 7,
    });
  });

  it('is chosen, not come by itself, where both were dialling', () => {
    const view = viewWith({});
    const lead = { id: idOf(9), address: addressOf(9), from: null };
    const approaches = view.approaches.set(idOf(9), { ...lead, purpose: 'want', displaces: false });
    const [next] = enter({ ...view, approaches }, arrival(9, 'want'), 7);
    expect([next.active.get(idOf(9))?.isInbound, next.approaches.size]).toEqual([false, 0]);
    const [again] = enter(viewWith({ outbound: [9] }), arrival(9, 'want'), 7);
    expect(again.active.get(idOf(9))?.isInbound).toBe(false);
  });

  it('from far away says nothing of what is near', () => {
    const far = { ...arrival(9, 'want'), linkAddress: '8.8.8.8:50123' };
    const [next] = enter(viewWith({}), far, 7);
    expect(next.active.get(idOf(9))).toMatchObject({ address: '', scope: 'public' });
  });
});
