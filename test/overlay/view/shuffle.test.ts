import { describe, expect, it } from 'vitest';
import { due } from '../../../src/overlay/view/due.ts';
import { enter } from '../../../src/overlay/view/enter.ts';
import { hear } from '../../../src/overlay/view/hear.ts';
import { dueAt, type View } from '../../../src/overlay/view/view.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Lead, Shuffle, Shuffled } from '../../../src/protocol/messages.ts';
import { addressOf, idOf, leadOf } from '../../support/pure-views.ts';
import { arrival, askedOf, ids, idsOf, range, SELF, viewWith } from '../../support/view-with.ts';

const full = viewWith({
  outbound: [1, 2, 3],
  inbound: [4, 5],
  verified: range(100, 6),
  leads: range(200, 24),
});
const leads = [leadOf(50), leadOf(51)];

function rounds(start: View, at: number) {
  const [view, asked] = due({ ...start, shuffleAt: at }, at);
  return { view, said: askedOf(asked, 'view.say') };
}

function onWalk(ttl: number, path: readonly string[], told: readonly Lead[] = leads): Shuffle {
  return { kind: 'shuffle', path, ttl, leads: told };
}

function answer(path: readonly string[], told: readonly Lead[] = leads): Shuffled {
  return { kind: 'shuffled', path, leads: told };
}

describe('a shuffle', () => {
  it('tells a neighbour of this node, some neighbours, and some passive leads that were verified (S2-30)', () => {
    const { said } = rounds(full, 7);
    expect(said.length).toBe(1);
    const { to, message } = said[0]!;
    expect(message).toMatchObject({
      kind: 'shuffle',
      path: [idOf(SELF)],
      ttl: limits.shuffleWalkHops,
    });
    const told = (message as Shuffle).leads.map(({ id }) => id);
    const count = (indices: readonly number[]) =>
      indices.filter((each) => told.includes(idOf(each))).length;
    expect(count([SELF])).toBe(1);
    expect(count([1, 2, 3, 4, 5])).toBe(limits.shuffleActive);
    expect(count(range(100, 6))).toBe(limits.shufflePassive);
    expect(told.length).toBe(1 + limits.shuffleActive + limits.shufflePassive);
    expect(told).not.toContain(to);
  });

  it('is a message that can be read, however many leads there are', () => {
    const { message } = rounds(full, 7).said[0]!;
    expect((message as Shuffle).leads.length).toBeLessThanOrEqual(limits.leadsPerMessageMax);
  });

  it('tells of nobody who was not found there, or not lately', () => {
    const told = range(1, 20).flatMap((seed) => {
      const doubtful = viewWith({ outbound: [1, 2], leads: range(200, 9), address: '', seed });
      const [view] = enter(doubtful, arrival(3, 'want'), 7);
      const { to, message } = rounds(view, 7).said[0]!;
      // Nobody is told of itself in any case.
      return to === idOf(3) ? [] : (message as Shuffle).leads.map(({ id }) => id);
    });
    expect(ids(new Set(told))).toEqual(idsOf(1, 2));
    const stale = rounds(viewWith({ outbound: [1], verified: [100] }), limits.leadFreshMs * 1_000);
    expect((stale.said[0]!.message as Shuffle).leads).toEqual([leadOf(SELF)]);
  });

  it('comes again after a while, a bit sooner or later', () => {
    const pauses = range(1, 50).map((seed) => {
      const view = viewWith({ outbound: [1], seed });
      return rounds(view, 7).view.shuffleAt! - 7;
    });
    const interval = limits.shuffleIntervalMs * 1_000;
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0.9 * interval);
    expect(Math.max(...pauses)).toBeLessThan(1.1 * interval);
    expect(new Set(pauses).size).toBeGreaterThan(40);
  });

  it('comes soon where the first neighbour came, and not where none is left', () => {
    const [view] = enter(viewWith({}), arrival(1, 'want'), 7);
    expect(view.shuffleAt! - 7).toBeLessThanOrEqual(limits.shuffleIntervalMs * 100);
    expect(dueAt(view)).toBe(view.shuffleAt);
    const [quiet] = enter(viewWith({ exchanges: false }), arrival(1, 'want'), 7);
    expect(dueAt(quiet)).toBe(null);
  });

  it('goes on to a neighbour that it did not pass, as far as it may', () => {
    const [, asked] = hear(full, idOf(1), onWalk(6, [idOf(2), idOf(3), idOf(1)]), 7);
    const [said] = askedOf(asked, 'view.say');
    expect(idsOf(4, 5)).toContain(said?.to);
    expect(said?.message).toEqual(onWalk(5, [idOf(2), idOf(3), idOf(1), idOf(SELF)]));
  });

  it.each([
    ['its walk is over', full, 1, [idOf(90), idOf(1)]],
    ['there is no way on', viewWith({ outbound: [1], verified: [100] }), 6, [idOf(90), idOf(1)]],
  ])('ends where %s: its leads are kept, and others go back', (_, view, ttl, path) => {
    const [next, asked] = hear(view, idOf(1), onWalk(ttl, path), 7);
    const [said] = askedOf(asked, 'view.say');
    expect(said).toMatchObject({ to: idOf(1), message: { kind: 'shuffled', path: [idOf(90)] } });
    expect((said!.message as Shuffled).leads.length).toBeGreaterThan(0);
    expect(leads.every(({ id }) => next.passive.has(id))).toBe(true);
  });

  it('leaves its leads in place of those that were given for them (S2-33)', () => {
    const [next, asked] = hear(full, idOf(1), onWalk(1, [idOf(1)]), 7);
    const given = (askedOf(asked, 'view.say')[0]!.message as Shuffled).leads.map(({ id }) => id);
    const gone = [...full.passive.keys()].filter((id) => !next.passive.has(id));
    expect([next.passive.size, gone.length]).toEqual([limits.passiveViewMax, leads.length]);
    expect(given).toEqual(expect.arrayContaining(gone));
  });

  it('is dropped when its path is not the way it came, or is too long', () => {
    const long = [...range(10, limits.shuffleWalkHops).map(idOf), idOf(1)];
    for (const path of [[], [idOf(2)], long]) {
      expect(hear(full, idOf(1), onWalk(6, path), 7)[1]).toEqual([]);
    }
    expect(hear(full, idOf(1), onWalk(6, long.slice(1)), 7)[1].length).toBe(1);
  });

  it('brings nothing that its teller cannot know, here or further on', () => {
    const told = [
      ...leads,
      { id: idOf(60), address: '127.0.0.1:5000' },
      { id: idOf(61), address: '' },
    ];
    const [next] = hear(full, idOf(1), onWalk(1, [idOf(1)], told), 7);
    expect([next.passive.has(idOf(60)), next.passive.has(idOf(61))]).toEqual([false, false]);
    const [, asked] = hear(full, idOf(1), onWalk(6, [idOf(1)], told), 7);
    expect((askedOf(asked, 'view.say')[0]!.message as Shuffle).leads).toEqual(leads);
  });
});

describe('the answer to a shuffle', () => {
  const asking = rounds(full, 7);
  const { to } = asking.said[0]!;

  it('is kept once, from where the shuffle went, in place of what was given', () => {
    const [next] = hear(asking.view, to, answer([]), 8);
    expect(leads.every(({ id }) => next.passive.has(id))).toBe(true);
    const gone = [...full.passive.keys()].filter((id) => !next.passive.has(id));
    expect(asking.view.awaited?.sent).toEqual(expect.arrayContaining(gone));
    const [again] = hear(next, to, answer([], [leadOf(52)]), 9);
    expect(again.passive.has(idOf(52))).toBe(false);
  });

  it('is not kept from anybody else, or where nothing was asked', () => {
    const other = idsOf(1, 2, 3, 4, 5).find((id) => id !== to)!;
    expect(ids(hear(asking.view, other, answer([]), 8)[0].passive.keys())).toEqual(
      ids(full.passive.keys()),
    );
    expect(ids(hear(full, to, answer([]), 8)[0].passive.keys())).toEqual(ids(full.passive.keys()));
  });

  it('goes back the way the shuffle came, and no other', () => {
    const [next, asked] = hear(full, idOf(1), answer([idOf(90), idOf(2)]), 7);
    expect(asked).toEqual([{ type: 'view.say', to: idOf(2), message: answer([idOf(90)]) }]);
    expect(ids(next.passive.keys())).toEqual(ids(full.passive.keys()));
    expect(hear(full, idOf(1), answer([idOf(90), idOf(91)]), 7)[1]).toEqual([]);
    const long = [...range(10, limits.shuffleWalkHops).map(idOf), idOf(2)];
    expect(hear(full, idOf(1), answer(long), 7)[1]).toEqual([]);
  });

  it('tells who is far away nothing of what is near', () => {
    const far = { ...arrival(8, 'want'), address: '8.8.8.8:7000', linkAddress: '8.8.8.8:50123' };
    const [view] = enter(viewWith({ outbound: [1, 2], verified: [100] }), far, 0);
    const [, asked] = hear(view, idOf(8), onWalk(1, [idOf(8)], []), 7);
    expect((askedOf(asked, 'view.say')[0]!.message as Shuffled).leads).toEqual([]);
    const beyond = [leadOf(50), { id: idOf(51), address: '9.9.9.9:1' }];
    const near = viewWith({ outbound: [1] });
    const [onTheWay] = enter(near, far, 0);
    const walked = askedOf(hear(onTheWay, idOf(1), onWalk(6, [idOf(1)], beyond), 7)[1], 'view.say');
    expect(walked).toMatchObject([
      { to: idOf(8), message: { kind: 'shuffle', leads: [beyond[1]] } },
    ]);
    const passed = hear(
      view,
      idOf(1),
      answer([idOf(8)], [leadOf(50), { id: idOf(51), address: '9.9.9.9:1' }]),
      7,
    );
    expect((askedOf(passed[1], 'view.say')[0]!.message as Shuffled).leads).toEqual([
      { id: idOf(51), address: '9.9.9.9:1' },
    ]);
    expect(addressOf(50)).toBe('10.0.0.50:7000');
  });
});
