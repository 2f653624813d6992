import { expect, it } from 'vitest';
import { drawSome } from '../../../src/overlay/view/draw-some.ts';
import { streamOf } from '../../../src/values/random-stream.ts';
import { range } from '../../support/view-with.ts';

it('draws each item as likely as any other, and none twice', () => {
  let stream = streamOf(1, 'test');
  const counts = range(0, 7).map(() => 0);
  for (let round = 0; round < 7_000; round += 1) {
    const [drawn, next] = drawSome(stream, range(0, 7), 3);
    stream = next;
    expect(new Set(drawn).size).toBe(3);
    for (const item of drawn) counts[item] = counts[item]! + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(2_800);
  expect(Math.max(...counts)).toBeLessThan(3_200);
});

it('draws all there are, and nothing of nothing', () => {
  const stream = streamOf(1, 'test');
  expect(new Set(drawSome(stream, [3, 1, 2], 9)[0])).toEqual(new Set([1, 2, 3]));
  expect(drawSome(stream, [], 2)).toEqual([[], stream]);
});
