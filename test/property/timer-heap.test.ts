import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeapEntry, TimerHeap } from '../../src/streams/timer-heap.ts';

type Deed = { readonly push: number } | { readonly cancel: number } | 'pop';

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ push: fc.integer({ min: -5, max: 50 }) }) },
  { weight: 4, arbitrary: fc.record({ cancel: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.constant('pop' as const) },
);

describe('a timer heap', () => {
  // Whatever is pushed, cancelled and popped, it gives what a list does that is sorted each time.
  it('is a sorted list, only faster', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 300, size: 'max' }), (deeds) => {
        const heap = new TimerHeap();
        const pushed: HeapEntry[] = [];
        let list: HeapEntry[] = [];
        for (const deed of deeds) {
          if (deed === 'pop') {
            expect(heap.pop()).toBe(list.shift());
          } else if ('push' in deed) {
            const entry = heap.push(deed.push, () => {});
            pushed.push(entry);
            list = [...list, entry].toSorted((a, b) => a.due - b.due || a.order - b.order);
          } else {
            const entry = pushed[deed.cancel % Math.max(pushed.length, 1)];
            if (entry === undefined) continue;
            expect(heap.cancel(entry)).toBe(list.includes(entry));
            list = list.filter((other) => other !== entry);
          }
          expect([heap.size, heap.first]).toEqual([list.length, list[0]]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
