import { describe, expect, it } from 'vitest';
import { windowEnd } from '../../../../src/inspector/page/sequence/window-end.ts';

const standing = { turn: 120, lastTurn: 1000, follows: false, shown: null };

describe('how far the diagram goes', () => {
  it('looks a little ahead, but not beyond what is there', () => {
    expect(windowEnd(standing)).toBe(160);
    expect(windowEnd({ ...standing, lastTurn: 130 })).toBe(130);
  });

  it('stays as it is while the turn is in it', () => {
    expect(windowEnd({ ...standing, shown: { from: 100, to: 300 } })).toBe(300);
    expect(windowEnd({ ...standing, turn: 100, shown: { from: 100, to: 300 } })).toBe(300);
  });

  it('goes elsewhere when the turn is not in it any more', () => {
    expect(windowEnd({ ...standing, turn: 99, shown: { from: 100, to: 300 } })).toBe(139);
    expect(windowEnd({ ...standing, turn: 301, shown: { from: 100, to: 300 } })).toBe(341);
  });

  it('ends with the last turn while that is followed', () => {
    const shown = { from: 1, to: 300 };
    expect(windowEnd({ turn: 1000, lastTurn: 1000, follows: true, shown })).toBe(1000);
  });
});
