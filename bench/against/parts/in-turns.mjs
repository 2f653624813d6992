import { inStrands } from './in-strands.mjs';

/**
 * Does the work so many times, at all addresses at once and at each one after the other.
 * @param {readonly string[]} addresses
 * @param {number} count
 * @param {(address: string) => Promise<void>} work
 */
export async function inTurns(addresses, count, work) {
  let left = count;
  await inStrands(addresses, addresses.length, async (address) => {
    for (; left > 0; await work(address)) left -= 1;
  });
}
