import { describe, expect, it } from 'vitest';
import { draw, drawBelow, drawUnit, streamOf } from '../../src/values/random-stream.ts';
import type { Draw, RandomStream } from '../../src/values/random-stream.ts';

describe('a random stream', () => {
  it('is the same everywhere and for good: tapes hold seeds', () => {
    expect(values(streamOf(42, 'backoff'), draw, 5)).toEqual([
      2_326_583_339, 4_154_211_873, 1_588_727_811, 4_056_794_707, 859_961_418,
    ]);
  });

  it('is a value: drawing twice from it gives the same twice', () => {
    const stream = streamOf(1, 'links');
    expect(draw(stream)).toEqual(draw(stream));
    expect(stream).toEqual(streamOf('1', 'links'));
  });

  it('is another for another seed or label', () => {
    const streams = [streamOf(1, 'a'), streamOf(2, 'a'), streamOf(1, 'b'), streamOf('', '1a')];
    const firsts = streams.flatMap((stream) => values(stream, draw, 100));
    expect(new Set(firsts).size).toBe(400);
  });

  it('draws each number below n as often as any other', () => {
    const counts = [0, 0, 0, 0, 0, 0, 0];
    const below7 = (stream: RandomStream) => drawBelow(stream, 7);
    for (const value of values(streamOf(1, 'die'), below7, 7_000)) counts[value]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it('draws past what would favour small numbers', () => {
    // Of the values below 3 * 2^30, a quarter of all is turned down: that costs further draws.
    const below = (stream: RandomStream) => drawBelow(stream, 3 * 2 ** 30);
    const drawn = values(streamOf(1, 'uneven'), below, 3_000);
    const low = drawn.filter((value) => value < 2 ** 30).length;
    expect(Math.abs(low - 1_000)).toBeLessThan(120);
  });

  it('draws whole numbers below n only for an n that makes sense', () => {
    const stream = streamOf(1, 'die');
    expect(drawBelow(stream, 1).value).toBe(0);
    expect(drawBelow(stream, 2 ** 32).value).toBe(draw(stream).value);
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
      expect(() => drawBelow(stream, n)).toThrow(
        new RangeError(`cannot draw a whole number below ${n}`),
      );
    }
  });

  it('draws units from 0 up to but not 1', () => {
    const drawn = values(streamOf(1, 'unit'), drawUnit, 4_000);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });
});

function values(
  stream: RandomStream,
  drawOne: (stream: RandomStream) => Draw,
  count: number,
): number[] {
  const drawn: number[] = [];
  let left = stream;
  while (drawn.length < count) {
    const { value, next } = drawOne(left);
    drawn.push(value);
    left = next;
  }
  return drawn;
}
