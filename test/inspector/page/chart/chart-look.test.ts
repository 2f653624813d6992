import { describe, expect, it } from 'vitest';
import {
  chartLook,
  isLineTaken,
  stateClass,
  wordsClass,
} from '../../../../src/inspector/page/chart/chart-look.ts';

const look = chartLook({
  active: ['m', 'm.a', 'm.a.x', 'm.ab'],
  before: ['m', 'm.a', 'm.a.y'],
  taken: ['m.a.y|go|0'],
});
const box = { x: 0, y: 0, width: 1, height: 1 };
const words = { ...box, kind: 'event', text: ['go'], leads: null } as const;

describe('what of a chart is lit', () => {
  it('is what is active, and of that what has nothing active inside', () => {
    expect([...look.leaves]).toEqual(['m.a.x', 'm.ab']);
    expect([...look.left]).toEqual(['m.a.y']);
  });

  it('says of each state what it is', () => {
    const state = {
      ...box,
      name: '',
      kind: 'atomic',
      depth: 1,
      isInitial: false,
      words: [],
    } as const;
    expect(['m', 'm.a.x', 'm.a.y', 'm.z'].map((id) => stateClass({ ...state, id }, look))).toEqual([
      'chart-state is-atomic is-active',
      'chart-state is-atomic is-active is-leaf',
      'chart-state is-atomic is-left',
      'chart-state is-atomic',
    ]);
    expect(stateClass({ ...state, id: 'm.z', depth: 0, kind: 'final' }, look)).toBe(
      'chart-state is-final is-outermost',
    );
  });

  it('is a line, and those of its words, that were taken', () => {
    const line = { from: 'm.a.y', to: 'm.a.x', points: [] };
    const taken = { ...words, arrows: ['m.a.y|go|0'] };
    const other = { ...words, arrows: ['m.a.y|stop|0'] };
    expect(isLineTaken({ ...line, words: [other, taken] }, look)).toBe(true);
    expect(isLineTaken({ ...line, words: [other] }, look)).toBe(false);
    expect([taken, other].map((one) => wordsClass(one, look))).toEqual([
      'chart-words is-event is-taken',
      'chart-words is-event',
    ]);
  });
});
