import { Observable, type Subscriber, type TeardownLogic } from 'rxjs';
import { limits } from '../../protocol/limits.ts';
import { errorFor } from '../telling/node-error.ts';

/**
 * An Observable that can be read with `for await` too. What comes while the reader is busy waits for
 * it: all of it up to `iteratorEventsMax` and `iteratorTextUnitsMax`, and beyond that the reader fails,
 * for the node waits for nobody; or only what is newest, where the older has no meaning any more.
 */
export class NodeStream<T> extends Observable<T> implements AsyncIterable<T> {
  readonly #keeps: 'all' | 'newest';
  readonly #unitsIn: (value: T) => number;

  /** `unitsIn`: how long the text is that a value holds. */
  constructor(
    keeps: 'all' | 'newest',
    subscribe: (subscriber: Subscriber<T>) => TeardownLogic,
    unitsIn: (value: T) => number = () => 0,
  ) {
    super(subscribe);
    this.#keeps = keeps;
    this.#unitsIn = unitsIn;
  }

  /** Begins with what comes after the first `next`. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const unread: T[] = [];
    let units = 0;
    const end: { isThere: boolean; fault?: Error } = { isThere: false };
    let wake = (): void => {};
    const finish = (fault?: Error): void => {
      end.isThere = true;
      if (fault !== undefined) end.fault ??= fault;
      wake();
    };
    const subscription = this.subscribe({
      next: (value) => {
        if (this.#keeps === 'newest') unread.length = 0;
        const more = this.#unitsIn(value);
        if (
          unread.length >= limits.iteratorEventsMax ||
          units + more > limits.iteratorTextUnitsMax
        ) {
          subscription.unsubscribe();
          return finish(errorFor('too-slow'));
        }
        unread.push(value);
        units += more;
        wake();
      },
      error: finish,
      complete: () => finish(),
    });
    try {
      for (;;) {
        for (let value = unread.shift(); value !== undefined; value = unread.shift()) {
          units -= this.#unitsIn(value);
          yield value;
        }
        if (end.fault !== undefined) throw end.fault;
        if (end.isThere) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      subscription.unsubscribe();
    }
  }
}
