import { describe, expect, it } from 'vitest';
import { joinThrough, learn } from '../../../src/overlay/view/learn.ts';
import { approachEnded, verified } from '../../../src/overlay/view/verify.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { askedOf, ids, idsOf, range, SELF, viewWith } from '../../support/view-with.ts';

function told(indices: readonly number[], from: string | null = null) {
  return indices.map((index) => ({ ...leadOf(index), from }));
}

describe('what is learned of others', () => {
  it('is noted, and asked for a place where there is one', () => {
    const [next, asked] = learn(viewWith({ outbound: [1, 2] }), [leadOf(50)], null, 7);
    expect(ids(next.passive.keys())).toEqual(idsOf(50));
    expect(askedOf(asked, 'view.approach')).toEqual([
      { type: 'view.approach', lead: leadOf(50), purpose: 'want' },
    ]);
  });

  it('is not believed of what is nearer than who tells it', () => {
    const [next] = learn(viewWith({}), [leadOf(50)], '8.8.8.8:1', 7);
    expect(next.passive.size).toBe(0);
  });
});

describe('joining through what seed nodes tell', () => {
  it('asks a few, drawn by chance of all others, to be their neighbour: one to join, the rest if there is a place (S3-21)', () => {
    const draws = range(1, 60).map((seed) => {
      const [next, asked] = joinThrough(viewWith({ seed }), told([SELF, ...range(50, 20)]), 7);
      const asks = askedOf(asked, 'view.approach');
      expect(asks.map(({ purpose }) => purpose)).toEqual(['join', 'want', 'want', 'want']);
      expect(asks.length).toBe(limits.seedDraw);
      expect(ids(next.approaches.keys())).toEqual(asks.map(({ lead }) => lead.id).toSorted());
      expect(next.passive.size).toBe(20 - limits.seedDraw);
      return asks.map(({ lead }) => lead.id);
    });
    expect(new Set(draws.flat())).toEqual(new Set(range(50, 20).map(idOf)));
  });

  it('leaves itself and its neighbours out before it draws, and counts who is told twice once (S3-20, S3-36)', () => {
    const rumours = told([SELF, 1, 50, 51, 50, 52, 53]);
    for (const seed of range(1, 20)) {
      const [, asked] = joinThrough(viewWith({ outbound: [1], seed }), rumours, 7);
      const asks = askedOf(asked, 'view.approach');
      expect(asks.map(({ lead }) => lead.id).toSorted()).toEqual(idsOf(50, 51, 52, 53));
      expect(new Set(asks.map(({ purpose }) => purpose))).toEqual(new Set(['want']));
    }
  });

  it('joins through another one when none of these is to be found', () => {
    let [view] = joinThrough(viewWith({}), told(range(50, 8)), 7);
    for (const id of view.approaches.keys()) [view] = approachEnded(view, id, 'failed', 8);
    const [id, address] = [...view.probes][0]!;
    const [, asked] = verified(view, { id, address }, 9);
    expect(askedOf(asked, 'view.approach')).toEqual([
      { type: 'view.approach', lead: { id, address }, purpose: 'join' },
    ]);
  });

  it('asks nobody where all places are taken', () => {
    const full = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    const [next, asked] = joinThrough(full, told(range(50, 8)), 7);
    expect([askedOf(asked, 'view.approach'), next.passive.size]).toEqual([[], 8]);
  });
});
