import type { Instance } from '../../../protocol/peer-id.ts';

/** -1: `a` is the older life of the peer; 1: the newer; 0: the same. */
export function compareInstances(a: Instance, b: Instance): number {
  return Math.sign(a.boot - b.boot) || Math.sign(a.nonce - b.nonce);
}
