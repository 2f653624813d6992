import { describe, expect, it } from 'vitest';
import { Queue } from '../../src/values/queue.ts';

describe('a queue', () => {
  it('gives out first what came first', () => {
    const queue = Queue.empty<string>().push('a').push('b').push('c');
    const first = queue.shift()!;
    const second = first.rest.push('d').shift()!;
    expect([first.item, second.item, ...second.rest]).toEqual(['a', 'b', 'c', 'd']);
    expect([...queue]).toEqual(['a', 'b', 'c']);
  });

  it('has nothing to give when it is empty', () => {
    const emptied = Queue.empty<string>().push('a').shift()!.rest;
    expect(emptied).toBe(Queue.empty());
    expect([emptied.shift(), emptied.peek(), emptied.length]).toEqual([null, undefined, 0]);
  });

  it('lets two futures grow from one past', () => {
    const past = Queue.empty<number>().push(1).push(2).shift()!.rest;
    const one = past.push(3);
    const other = past.push(4);
    expect([[...past], [...one], [...other]]).toEqual([[2], [2, 3], [2, 4]]);
  });
});
