import type { Entropy } from '../streams/entropy.ts';
import type { Dice } from './dice.ts';

/** Bytes that everybody can guess who knows the seed. */
export function virtualEntropy(dice: Dice): Entropy {
  return { draw: (bytes) => dice.bytes(bytes) };
}
