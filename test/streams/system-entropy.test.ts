import { expect, it } from 'vitest';
import { systemEntropy } from '../../src/streams/system-entropy.ts';

it('draws as many bytes as were asked for, and not the same twice', () => {
  const draws = [systemEntropy.draw(32), systemEntropy.draw(32), systemEntropy.draw(100_000)];
  expect(draws.map((bytes) => bytes.length)).toEqual([32, 32, 100_000]);
  expect(draws.every((bytes) => bytes.constructor === Uint8Array)).toBe(true);
  expect(draws[0]).not.toEqual(draws[1]);
  expect(systemEntropy.draw(0)).toEqual(new Uint8Array(0));
});
