/**
 * Things under ascending numbers, which mostly go in the order in which they came: a queue whose front
 * costs next to nothing, and in which any other is found by halving.
 */
export class Numbered<T> {
  #numbers: number[] = [];
  #things: (T | null)[] = [];
  /** What stands before it is gone. */
  #front = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number is higher than any before it. */
  push(number: number, thing: T): void {
    this.#numbers.push(number);
    this.#things.push(thing);
    this.#size += 1;
  }

  /** null: nothing has that number, or not any more. */
  take(number: number): T | null {
    const index = this.#numbers[this.#front] === number ? this.#front : this.#find(number);
    const thing = this.#things[index] ?? null;
    if (thing === null) return null;
    this.#things[index] = null;
    this.#size -= 1;
    if (index === this.#front) this.#advance();
    return thing;
  }

  /** All that are left, in order. */
  takeAll(): T[] {
    const left = this.#things.filter((thing) => thing !== null);
    this.#clear();
    return left;
  }

  #advance(): void {
    if (this.#size === 0) return this.#clear();
    while (this.#things[this.#front] === null) this.#front += 1;
    if (this.#front < GONE_MAX || this.#front * 2 < this.#things.length) return;
    this.#numbers = this.#numbers.slice(this.#front);
    this.#things = this.#things.slice(this.#front);
    this.#front = 0;
  }

  #clear(): void {
    this.#numbers = [];
    this.#things = [];
    this.#front = 0;
    this.#size = 0;
  }

  #find(number: number): number {
    let low = this.#front;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#numbers[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return this.#numbers[low] === number ? low : -1;
  }
}

/** From so many on, what is gone is given back once it is half of all. */
const GONE_MAX = 1_024;
