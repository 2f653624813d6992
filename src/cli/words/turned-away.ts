import type { Refused } from '../../node/telling/node-event.ts';

/**
 * One line a second for those who come and do not connect, whoever ended it: the first is told of, the
 * rest are counted. Who pretends to be somebody else is always told of.
 */
export class TurnedAway {
  #since = -Infinity;
  readonly #codes = new Map<string, number>();

  /** Whether it is to be told of by itself. */
  takes({ at, code, by, inbound }: Refusal): boolean {
    if (!inbound || (code === 'wrong-key' && by === 'us')) return true;
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
    return [`no connection from ${sum} more within a second (${codes})`];
  }
}

type Refusal = Pick<Refused, 'code' | 'by' | 'inbound'> & { readonly at: number };

export const SECOND_MS = 1_000;
