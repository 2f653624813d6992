import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { Queue } from '../../src/values/queue.ts';

/** A number is pushed, null shifts; `from` says which of the versions so far goes on. */
const anyHistory = fc.array(
  fc.record({
    from: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(20) }),
    push: fc.option(fc.nat(5), { freq: 1 }),
  }),
  { maxLength: 80, size: 'max' },
);

describe('a queue', () => {
  it('does what an array does, and no older queue ever changes', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const versions = [{ queue: Queue.empty<number>(), array: [] as readonly number[] }];
        for (const { from, push } of history) {
          const { queue, array } = versions.at(-1 - from) ?? versions[0]!;
          if (push !== null) {
            versions.push({ queue: queue.push(push), array: [...array, push] });
            continue;
          }
          const shifted = queue.shift();
          expect(shifted?.item).toBe(array[0]);
          if (shifted !== null) versions.push({ queue: shifted.rest, array: array.slice(1) });
        }
        for (const { queue, array } of versions) {
          expect([...queue]).toEqual(array);
          expect([queue.length, queue.peek()]).toEqual([array.length, array[0]]);
          expect([...queue]).toEqual(array);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has a digest that depends on its items and their order, never on its history', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9)),
        fc.array(fc.nat(9)),
        fc.array(fc.nat(9)),
        (gone, one, other) => {
          let queue = queueOf([...gone, ...one]);
          for (const _ of gone) queue = queue.shift()!.rest;
          expect(digest(queue)).toBe(digest(queueOf(one)));
          const same =
            one.length === other.length && one.every((item, place) => item === other[place]);
          expect(digest(queue) === digest(queueOf(other))).toBe(same);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('digests items that changed places as something else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 2 }), fc.nat(), (items, turn) => {
        const by = 1 + (turn % (items.length - 1));
        const rotated = [...items.slice(by), ...items.slice(0, by)];
        expect(digest(queueOf(rotated))).not.toBe(digest(queueOf(items)));
      }),
    );
  });
});

function queueOf(items: readonly number[]): Queue<number> {
  return items.reduce((queue, item) => queue.push(item), Queue.empty<number>());
}
