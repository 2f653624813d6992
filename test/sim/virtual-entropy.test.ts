import { expect, it } from 'vitest';
import { Dice } from '../../src/sim/dice.ts';
import { virtualEntropy } from '../../src/sim/virtual-entropy.ts';

it('draws the same bytes for the same seed, and not the same twice', () => {
  const [one, other] = [1, 1].map((seed) => virtualEntropy(new Dice(seed, 'entropy')));
  const drawn = one?.draw(16);
  expect(drawn?.length).toBe(16);
  expect(other?.draw(16)).toEqual(drawn);
  expect(one?.draw(16)).not.toEqual(drawn);
});
