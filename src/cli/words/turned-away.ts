import { hostOf } from '../../overlay/host-of.ts';
import type { Refused } from '../../node/telling/node-event.ts';

/**
 * A few lines for those who come and do not connect, whoever ended it: the first is told of, the rest
 * are counted. That is one line a second for all; and for whom it takes a fault to be turned away so, one
 * a minute for each host, so that it is told at once and goes on for hours in few lines.
 */
export class TurnedAway {
  #since = -Infinity;
  readonly #codes = new Map<string, number>();
  /** By host and code: when it was told of, and how many came since. */
  readonly #stubborn = new Map<string, Stubborn>();
  /** Hosts of those who take this node for a seed node: they ask again and again, and there is no more to say of it. */
  readonly #misled = new Set<string>();

  /** Whether it is to be told of by itself. */
  takes(refusal: Refusal): boolean {
    const { at, code, by, inbound, address } = refusal;
    if (!inbound) return true;
    if (by === 'us' && code === 'not-a-seed') return this.#takesMisled(hostOf(address).name);
    if (by === 'us' && STUBBORN.has(code))
      return this.#takesStubborn(hostOf(address).name, code, at);
    if (at >= this.#since + SECOND_MS) {
      this.#since = at;
      return true;
    }
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    return false;
  }

  /** Something was counted that nobody was told of. */
  get isWaiting(): boolean {
    return this.#codes.size > 0 || [...this.#stubborn.values()].some(({ more }) => more > 0);
  }

  /** What was only counted, as soon as its time is over. */
  summary(at: number): readonly string[] {
    return [...this.#summaryOfAll(at), ...this.#summaryOfStubborn(at)];
  }

  #takesMisled(host: string): boolean {
    const who = this.#misled.size < HOSTS_MAX ? host : 'other hosts';
    if (this.#misled.has(host) || this.#misled.has(who)) return false;
    this.#misled.add(who);
    return true;
  }

  #takesStubborn(host: string, code: string, at: number): boolean {
    const key = `${host} ${code}`;
    const isKnown = this.#stubborn.has(key) || this.#stubborn.size < HOSTS_MAX;
    const name = isKnown ? key : `other hosts ${code}`;
    const told = this.#stubborn.get(name);
    if (told === undefined) {
      const who = isKnown ? host : 'other hosts';
      this.#stubborn.set(name, { who, code, since: at, more: 0 });
      return true;
    }
    this.#stubborn.set(name, { ...told, more: told.more + 1 });
    return false;
  }

  #summaryOfAll(at: number): readonly string[] {
    if (this.#codes.size === 0 || at < this.#since + SECOND_MS) return [];
    const counts = [...this.#codes];
    this.#codes.clear();
    const sum = counts.reduce((total, [, count]) => total + count, 0);
    const codes = counts.map(([code, count]) => `${count} ${code}`).join(', ');
    return [`no connection from ${sum} more within a second (${codes})`];
  }

  /** Who goes on is counted on, and not told of anew. */
  #summaryOfStubborn(at: number): readonly string[] {
    const lines: string[] = [];
    for (const [name, told] of this.#stubborn) {
      const { who, code, since, more } = told;
      if (at < since + MINUTE_MS) continue;
      if (more === 0) this.#stubborn.delete(name);
      else this.#stubborn.set(name, { ...told, since: at, more: 0 });
      if (more > 0) lines.push(`turned away ${who} ${times(more)} within a minute (${code})`);
    }
    return lines;
  }
}

type Refusal = Pick<Refused, 'code' | 'by' | 'inbound' | 'address'> & { readonly at: number };

interface Stubborn {
  readonly who: string;
  readonly code: string;
  readonly since: number;
  readonly more: number;
}

/** Who comes too often, or under the name of somebody else. */
const STUBBORN: ReadonlySet<string> = new Set(['rate-limited', 'wrong-key']);
const HOSTS_MAX = 16;
export const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

function times(count: number): string {
  return count === 1 ? 'once more' : `${count} more times`;
}
