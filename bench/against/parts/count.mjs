import { nowNs } from '../payload.mjs';

/** How many have come, for whoever waits for a number of them. */
export class Count {
  #count = 0;
  #wanted = Infinity;
  #tell = (/** @type {number} */ _at) => {};

  /** @param {number} more */
  add(more) {
    this.#count += more;
    if (this.#count >= this.#wanted) this.#tell(nowNs());
  }

  /**
   * @param {number} total
   * @returns {Promise<number>} when it was reached
   */
  reaches(total) {
    if (this.#count >= total) return Promise.resolve(nowNs());
    return new Promise((resolve) => {
      this.#wanted = total;
      this.#tell = (at) => {
        this.#wanted = Infinity;
        resolve(at);
      };
    });
  }
}
