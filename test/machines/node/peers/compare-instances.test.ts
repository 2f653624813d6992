import { describe, expect, it } from 'vitest';
import { compareInstances } from '../../../../src/machines/node/peers/compare-instances.ts';

describe('instances', () => {
  it.each([
    [1, 9, 2, 1, -1],
    [2, 1, 1, 9, 1],
    [1, 1, 1, 2, -1],
    [1, 2, 1, 1, 1],
    [1, 1, 1, 1, 0],
  ])('%i.%i against %i.%i', (bootA, nonceA, bootB, nonceB, order) => {
    const [a, b] = [
      { boot: bootA, nonce: nonceA },
      { boot: bootB, nonce: nonceB },
    ];
    expect(compareInstances(a, b)).toBe(order);
  });
});
