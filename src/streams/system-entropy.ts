import { randomFillSync } from 'node:crypto';
import type { Entropy } from './entropy.ts';

export const systemEntropy: Entropy = {
  draw: (bytes) => randomFillSync(new Uint8Array(bytes)),
};
