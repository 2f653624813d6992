import { describe, expect, it } from 'vitest';
import { startTimer, stopTimer, timerId } from '../../../src/machines/engine/timers.ts';
import type { Effect } from '../../../src/protocol/effects.ts';

const asked = (id: string, delayMs: number) =>
  ({ type: 'delay.start', id: `xstate.after.${id}`, delayMs, event: `fired.${id}` }) as const;

describe('a timer', () => {
  it('is named by its actor, its delay and its state', () => {
    expect(timerId('node/o1', 'xstate.after.greetingTimeout.connection.greeting')).toBe(
      'node/o1#greetingTimeout.connection.greeting',
    );
    expect(timerId('node', 'own')).toBe('node#own');
  });

  it('starts with an absolute due time in whole microseconds', () => {
    const effects: Effect[] = [];
    const timers = startTimer([], 'node', asked('a', 1.0005), 1_000, 4, effects);
    expect(timers).toEqual([{ id: 'node#a', due: 2_001, order: 4, event: 'fired.a' }]);
    expect(effects).toEqual([{ type: 'timer.start', timer: 'node#a', due: 2_001 }]);
  });

  it('starts anew, in a new place, when it runs already', () => {
    const effects: Effect[] = [];
    const first = startTimer([], 'node', asked('a', 1), 0, 1, effects);
    const both = startTimer(first, 'node', asked('b', 1), 0, 2, effects);
    const again = startTimer(both, 'node', asked('a', 1), 0, 3, effects);
    expect(again.map(({ id, order }) => [id, order])).toEqual([
      ['node#b', 2],
      ['node#a', 3],
    ]);
    expect(both.map(({ order }) => order)).toEqual([1, 2]);
    expect(effects.map(({ type }) => type)).toEqual(['timer.start', 'timer.start', 'timer.start']);
  });

  it('stops once, and asks nothing of the world when it does not run', () => {
    const effects: Effect[] = [];
    const timers = startTimer([], 'node', asked('a', 1), 0, 1, []);
    expect(stopTimer(timers, 'node', 'xstate.after.a', effects)).toEqual([]);
    expect(stopTimer(timers, 'node', 'xstate.after.b', effects)).toBe(timers);
    expect(effects).toEqual([{ type: 'timer.cancel', timer: 'node#a' }]);
  });
});
