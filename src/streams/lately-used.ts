/**
 * Remembers at least the last half of `max` values that were used, and never more than `max`. Two
 * generations do that without an order to be kept: what is used again moves into the younger one, and when
 * that is full, the older one is forgotten whole.
 */
export class LatelyUsed<V> {
  readonly #max: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string): V | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    this.#old.delete(key);
    this.#young.set(key, value);
    if (this.#young.size * 2 < this.#max) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
