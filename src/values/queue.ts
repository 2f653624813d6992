import { combine, digest, DIGEST } from './digest.ts';
import type { Digested } from './digest.ts';
import { avalanche } from './hash-text.ts';

/**
 * First in, first out, as a value: an older queue never sees what became of it later.
 *
 * Two chains: the front in order, and the back with the newest first. Once the front is used up, the
 * back is turned around, at most once per queue and only if somebody looks: so push and shift are
 * O(1) over time, a `rest` that nobody wanted costs nothing, and what has left is held by none.
 *
 * The digest is a polynomial of the items' digests over their places. Its base is odd and so has an
 * inverse modulo 2^32, by which a shift moves every other item one place forward.
 */
export class Queue<T> implements Iterable<T>, Digested {
  static readonly #empty = new Queue<never>(null, null, 0, 0, 1);

  readonly length: number;
  #front: Cell<T> | null;
  #back: Cell<T> | null;
  readonly #sum: number;
  /** `base` to the power of `length`. */
  readonly #weight: number;

  private constructor(
    front: Cell<T> | null,
    back: Cell<T> | null,
    length: number,
    sum: number,
    weight: number,
  ) {
    this.#front = front;
    this.#back = back;
    this.length = length;
    this.#sum = sum;
    this.#weight = weight;
  }

  static empty<T>(): Queue<T> {
    return Queue.#empty;
  }

  push(item: T): Queue<T> {
    const part = digest(item) | 0;
    const sum = (this.#sum + Math.imul(part, this.#weight)) | 0;
    const weight = Math.imul(this.#weight, base);
    const back = new Cell(item, part, this.#back);
    return new Queue(this.#front, back, this.length + 1, sum, weight);
  }

  shift(): { readonly item: T; readonly rest: Queue<T> } | null {
    const first = this.#first();
    if (first === null) return null;
    const { item, part, next } = first;
    if (this.length === 1) return { item, rest: Queue.#empty };
    const sum = Math.imul(this.#sum - part, inverse);
    const weight = Math.imul(this.#weight, inverse);
    return { item, rest: new Queue(next, this.#back, this.length - 1, sum, weight) };
  }

  peek(): T | undefined {
    return this.#first()?.item;
  }

  get [DIGEST](): number {
    return avalanche(combine(this.#sum, this.length)) >>> 0;
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let cell = this.#front; cell !== null; cell = cell.next) yield cell.item;
    for (let cell = turned(this.#back); cell !== null; cell = cell.next) yield cell.item;
  }

  #first(): Cell<T> | null {
    if (this.#front === null && this.#back !== null) {
      this.#front = turned(this.#back);
      this.#back = null;
    }
    return this.#front;
  }
}

class Cell<T> {
  readonly item: T;
  readonly part: number;
  readonly next: Cell<T> | null;

  constructor(item: T, part: number, next: Cell<T> | null) {
    this.item = item;
    this.part = part;
    this.next = next;
  }
}

function turned<T>(newest: Cell<T> | null): Cell<T> | null {
  let oldest: Cell<T> | null = null;
  for (let cell = newest; cell !== null; cell = cell.next) {
    oldest = new Cell(cell.item, cell.part, oldest);
  }
  return oldest;
}

/** 3 modulo 8, for which the powers repeat last and two items that change places weaken it least. */
const base = 0x85ebca6b | 0;
const inverse = inverseOf(base);

/** Newton's way: each round doubles the number of bits that are right, of which an odd number has 3. */
function inverseOf(odd: number): number {
  let guess = odd;
  for (let bits = 3; bits < 32; bits *= 2) guess = Math.imul(guess, 2 - Math.imul(odd, guess));
  return guess;
}
