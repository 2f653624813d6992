import type { Refused } from '../../node/telling/node-event.ts';

/** One line a second for those who are turned away: the first is told of, the rest are counted. */
export class TurnedAway {
  #since = -Infinity;
  readonly #codes = new Map<string, number>();

  /** Whether it is to be told of by itself. */
  takes({ at, code }: Pick<Refused, 'code'> & { readonly at: number }): boolean {
    if (at >= this.#since + SECOND_MS) {
      this.#since = at;
      return true;
    }
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    return false;
  }

  /** What was only counted, as soon as its second is over. */
  summary(at: number): readonly string[] {
    if (this.#codes.size === 0 || at < this.#since + SECOND_MS) return [];
    const counts = [...this.#codes];
    this.#codes.clear();
    const sum = counts.reduce((total, [, count]) => total + count, 0);
    const codes = counts.map(([code, count]) => `${count} ${code}`).join(', ');
    return [`turned away ${sum} more within a second (${codes})`];
  }
}

export const SECOND_MS = 1_000;
