import { describe, expect, it } from 'vitest';
import { enter } from '../../../src/overlay/view/enter.ts';
import { hear } from '../../../src/overlay/view/hear.ts';
import { refuted, verified } from '../../../src/overlay/view/verify.ts';
import type { View } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Lead } from '../../../src/protocol/messages.ts';
import { addressOf, idOf, leadOf } from '../../support/pure-views.ts';
import {
  arrival,
  askedOf,
  ids,
  idsOf,
  pinnedArrival,
  range,
  viewWith,
} from '../../support/view-with.ts';

const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });

function walk(view: View, ttl: number, peer: Lead = leadOf(50)) {
  return hear(view, idOf(1), { kind: 'newcomer', peer, ttl }, 7);
}

describe("a newcomer's walk", () => {
  it('begins once the newcomer was found where it says, to all other neighbours', () => {
    const [joined, asked] = enter(
      viewWith({ outbound: [1, 2], inbound: [3] }),
      arrival(9, 'join'),
      7,
    );
    expect(askedOf(asked, 'view.probe')).toEqual([{ type: 'view.probe', lead: leadOf(9) }]);
    expect(askedOf(asked, 'view.say')).toEqual([]);
    const [walked, said] = verified(joined, leadOf(9), 8);
    const message = { kind: 'newcomer', peer: leadOf(9), ttl: limits.activeWalkHops };
    const told = askedOf(said, 'view.say');
    expect(told.map(({ to }) => to).toSorted()).toEqual(idsOf(1, 2, 3));
    expect(told.every((each) => JSON.stringify(each.message) === JSON.stringify(message))).toBe(
      true,
    );
    expect(verified(walked, leadOf(9), 9)[1]).toEqual([]);
  });

  it('begins for who was displaced meanwhile, and for who is to stay; not for who wants or needs a neighbour', () => {
    let [view] = enter(viewWith({ outbound: [1, 2] }), arrival(9, 'join'), 7);
    for (const each of range(10, 20)) [view] = enter(view, arrival(each, 'need'), 7);
    expect([view.active.has(idOf(9)), view.newcomers.has(idOf(9))]).toEqual([false, true]);
    expect(askedOf(verified(view, leadOf(9), 8)[1], 'view.say').length).toBe(limits.activeViewMax);
    const stays = { ...pinnedArrival(9), isInbound: true };
    const [met] = enter(viewWith({ outbound: [1] }), stays, 7);
    expect(askedOf(verified(met, leadOf(9), 8)[1], 'view.say').length).toBe(1);
    const [needs] = enter(viewWith({ outbound: [1] }), arrival(9, 'need'), 7);
    expect(askedOf(verified(needs, leadOf(9), 8)[1], 'view.say')).toEqual([]);
  });

  it('never begins for who is not to be found where it says', () => {
    const [joined] = enter(viewWith({ outbound: [1, 2] }), arrival(9, 'join'), 7);
    const [next, asked] = refuted(joined, leadOf(9), 8);
    expect([next.newcomers.size, next.active.get(idOf(9))?.address, asked]).toEqual([0, '', []]);
  });

  it('goes on to any neighbour but who told it', () => {
    const [next, asked] = walk(full, 6);
    const [said] = askedOf(asked, 'view.say');
    expect(idsOf(2, 3, 4, 5)).toContain(said?.to);
    expect(said?.message).toEqual({ kind: 'newcomer', peer: leadOf(50), ttl: 5 });
    expect([asked.length, next.passive.size]).toEqual([1, 0]);
  });

  it('notes the newcomer on its way (S2-32)', () => {
    const [next] = walk(full, limits.passiveWalkHops);
    expect(ids(next.passive.keys())).toEqual(idsOf(50));
  });

  it('is never longer than it may be', () => {
    const [, asked] = walk(full, 1_000_000);
    expect(askedOf(asked, 'view.say')[0]?.message).toMatchObject({
      ttl: limits.activeWalkHops - 1,
    });
  });

  it('ends where the newcomer is dialled, and somebody makes place for it', () => {
    const [asking, asked] = walk(full, 0);
    expect(asked).toEqual([{ type: 'view.approach', lead: leadOf(50), purpose: 'want' }]);
    const [next, parted] = enter(asking, arrival(50, 'out'), 8);
    expect(askedOf(parted, 'view.part').length).toBe(1);
    expect([next.active.has(idOf(50)), next.active.size]).toEqual([true, limits.activeViewMax]);
  });

  it('ends where there is no way on', () => {
    const [, asked] = walk(viewWith({ outbound: [1] }), 6);
    expect(askedOf(asked, 'view.approach').length).toBe(1);
  });

  it('leaves a lead where no dial may be made', () => {
    const busy = range(60, limits.approachesMax).reduce(
      (view, each) => walk(view, 0, leadOf(each))[0],
      full,
    );
    expect(busy.approaches.size).toBe(limits.approachesMax);
    const [next, asked] = walk(busy, 0);
    expect([askedOf(asked, 'view.approach'), next.passive.has(idOf(50))]).toEqual([[], true]);
  });

  it('leads to no dial where the newcomer is a neighbour, is this node, or cannot be known to who tells', () => {
    const dials = (view: View, peer: Lead) =>
      askedOf(walk(view, 0, peer)[1], 'view.approach').length;
    expect(dials(full, leadOf(2))).toBe(0);
    expect(dials(full, leadOf(0))).toBe(0);
    expect(dials(full, { id: idOf(50), address: addressOf(0) })).toBe(0);
    expect(dials(full, { id: idOf(50), address: '127.0.0.1:5000' })).toBe(0);
    expect(dials(full, { id: idOf(50), address: 'no address' })).toBe(0);
  });

  it('does not lead far away what is near', () => {
    const far = { ...arrival(8, 'want'), linkAddress: '8.8.8.8:50123' };
    const [view] = enter(viewWith({ outbound: [1] }), far, 0);
    const [, asked] = walk(view, 6);
    expect(askedOf(asked, 'view.say')).toEqual([]);
  });
});
