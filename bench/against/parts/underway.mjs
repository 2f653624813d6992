/** What was sent and has not arrived. */
export class Underway {
  count = 0;
  #goOn = () => {};

  /** @param {Promise<unknown>} arrival */
  add(arrival) {
    this.count += 1;
    void arrival.then(this.#arrived);
  }

  /** @returns {Promise<void>} resolves when something has arrived */
  fewer() {
    return new Promise((resolve) => (this.#goOn = resolve));
  }

  #arrived = () => {
    this.count -= 1;
    this.#goOn();
  };
}
