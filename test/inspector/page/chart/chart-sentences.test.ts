import { describe, expect, it } from 'vitest';
import { chartLook } from '../../../../src/inspector/page/chart/chart-look.ts';
import {
  arrowInWords,
  leafNames,
  stateInWords,
} from '../../../../src/inspector/page/chart/chart-sentences.ts';

const look = chartLook({
  active: ['m', 'm.a', 'm.a.x', 'm.b'],
  before: ['m', 'm.a', 'm.a.y'],
  taken: [],
});
const arrow = { id: '', from: 'm.a', to: [], event: '', guard: null, actions: [] };

describe('a chart in words', () => {
  it('says where it is', () => {
    expect(leafNames(look)).toBe('a, x and b');
    expect(leafNames(chartLook({ active: [], before: [], taken: [] }))).toBe('no state');
  });

  it('says of a state what it is and was', () => {
    const state = { name: '', depth: 1, words: [], x: 0, y: 0, width: 1, height: 1 };
    const told = [
      { ...state, id: 'm.a.x', kind: 'atomic', isInitial: true },
      { ...state, id: 'm.a.y', kind: 'final', isInitial: false },
      { ...state, id: 'm', kind: 'parallel', isInitial: false },
    ] as const;
    expect(told.map((one) => stateInWords(one, look))).toEqual([
      'a, x, initial, active',
      'a, y, final, just left',
      'm, parallel, active',
    ]);
  });

  it('says of an arrow when it is taken, where it leads and what it does', () => {
    const told = [
      { ...arrow, event: 'ping', actions: ['answer ping'] },
      { ...arrow, guard: 'is welcome', to: ['m.a.x'] },
      { ...arrow, event: 'go', to: ['m.a.x', 'm.b'], actions: ['one', 'two'] },
    ];
    expect(told.map(arrowInWords)).toEqual([
      'ping, answer ping',
      'at once, if it is welcome, to a, x',
      'go, to a, x and b, one, two',
    ]);
  });
});
