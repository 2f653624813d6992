/**
 * A seeded 32-bit hash of a text, as a signed integer: V8 keeps those without a heap number.
 *
 * Two UTF-16 units are folded in at a time. The shift after each product lets the high bits, where
 * a product gathers what it mixed, reach the next one; so how two texts differ under one seed says
 * little about another seed.
 */
export function hashText(text: string, seed: number): number {
  const { length } = text;
  const even = length & ~1;
  let hash = seed ^ Math.imul(length, 0x9e3779b1);
  for (let index = 0; index < even; index += 2) {
    const units = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    hash = Math.imul(hash ^ units, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  if (even < length) hash = Math.imul(hash ^ text.charCodeAt(even), 0xc2b2ae35);
  return avalanche(hash);
}

/** The finaliser of MurmurHash3: a bijection in which every bit of the input moves about half of the output. */
export function avalanche(bits: number): number {
  let hash = bits ^ (bits >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
