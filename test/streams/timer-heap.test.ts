import { describe, expect, it } from 'vitest';
import { TimerHeap } from '../../src/streams/timer-heap.ts';

describe('a timer heap', () => {
  const nothing = () => {};

  it('gives the earliest first, and of those due together the one pushed first', () => {
    const heap = new TimerHeap();
    for (const due of [5, 3, 5, 1, 3]) heap.push(due, nothing);
    const popped = Array.from({ length: 5 }, () => heap.pop()).map((entry) => [
      entry?.due,
      entry?.order,
    ]);
    expect(popped).toEqual([
      [1, 3],
      [3, 1],
      [3, 4],
      [5, 0],
      [5, 2],
    ]);
    expect([heap.size, heap.first, heap.pop()]).toEqual([0, undefined, undefined]);
  });

  it('cancels each entry once, and none that was popped', () => {
    const heap = new TimerHeap();
    const [a, b] = [heap.push(1, nothing), heap.push(2, nothing)];
    expect([heap.cancel(b), heap.cancel(b), heap.pop() === a, heap.cancel(a)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('does not take an entry of another heap for its own', () => {
    const [one, other] = [new TimerHeap(), new TimerHeap()];
    const entry = one.push(1, nothing);
    other.push(1, nothing);
    expect([other.cancel(entry), other.size, one.size]).toEqual([false, 1, 1]);
  });
});
