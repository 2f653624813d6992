import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Numbered } from '../../../src/node/face/numbered.ts';

it('gives each thing once, under its number, in whatever order they are asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3_000 }),
      fc.array(fc.nat(), { maxLength: 200 }),
      fc.boolean(),
      (gaps, picks, isInOrder) => {
        const numbered = new Numbered<string>();
        const left = new Map<number, string>();
        let number = 0;
        for (const gap of gaps) {
          number += gap;
          numbered.push(number, `thing ${number}`);
          left.set(number, `thing ${number}`);
        }
        const numbers = [...left.keys()];
        const wanted = isInOrder
          ? numbers.slice(0, 2_500)
          : picks.map((pick) => pick % (number + 2));
        for (const one of wanted) {
          expect(numbered.take(one)).toBe(left.get(one) ?? null);
          left.delete(one);
        }
        expect(numbered.size).toBe(left.size);
        numbered.push(number + 1, 'last');
        expect(numbered.takeAll()).toEqual([...left.values(), 'last']);
        expect(numbered.size).toBe(0);
      },
    ),
  );
});
