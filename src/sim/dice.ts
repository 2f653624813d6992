import { draw, drawBelow, drawUnit, streamOf } from '../values/random-stream.ts';
import type { Draw, RandomStream } from '../values/random-stream.ts';

/** A random stream that moves on by itself, for worlds; machines keep the stream as a value. */
export class Dice {
  #stream: RandomStream;

  constructor(seed: number | string, label: string) {
    this.#stream = streamOf(seed, label);
  }

  /** A whole number from 0 up to but not `n`. */
  below(n: number): number {
    return this.#take(drawBelow(this.#stream, n));
  }

  /** A number from 0 up to but not 1. */
  unit(): number {
    return this.#take(drawUnit(this.#stream));
  }

  /** A whole number from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** True this often: never at 0, always at 1. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list');
    return list[this.below(list.length)] as T;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let index = 0; index < count; index += 4) {
      const word = this.#take(draw(this.#stream));
      bytes[index] = word;
      bytes[index + 1] = word >>> 8;
      bytes[index + 2] = word >>> 16;
      bytes[index + 3] = word >>> 24;
    }
    return bytes;
  }

  #take({ value, next }: Draw): number {
    this.#stream = next;
    return value;
  }
}
