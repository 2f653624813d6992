/** Chance that a seed decides: the same seed throws the same. */
export class Dice {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A whole number below this one. @param {number} limit */
  below(limit) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % Math.max(limit, 1);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  oneOf(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /** Once in so many times. @param {number} times */
  once(times) {
    return this.below(times) === 0;
  }
}
