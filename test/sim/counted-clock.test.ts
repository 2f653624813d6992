import { expect, it } from 'vitest';
import { CountedClock } from '../../src/sim/counted-clock.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';

it('a counted clock knows how many of its timers are neither called nor cancelled', () => {
  const virtual = new VirtualClock();
  const clock = new CountedClock(virtual);
  const counts: number[] = [];
  const cancels = [10, 20, 30].map((due) => clock.at(due, () => counts.push(clock.timers)));
  counts.push(clock.timers);
  cancels[1]?.();
  cancels[1]?.();
  counts.push(clock.timers);
  virtual.run();
  cancels[0]?.();
  expect([counts, clock.timers, clock.now()]).toEqual([[3, 2, 1, 0], 0, 30]);
});
