import type { PeerChanged } from '../../node/telling/node-event.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { cleanText } from './clean-text.ts';
import { someOf } from './some-of.ts';

type Change = Pick<PeerChanged, 'peer' | 'state'> & { readonly at: number };

/**
 * Peers that come, fall silent or go, of all the network and not only those that are connected: a few are told of one
 * by one, and where there are more, what has become of them is one line a second, until there is a quiet one.
 */
export class ComingsAndGoings {
  readonly #counted = new Map<PeerId, string>();
  #told = 0;
  #last = -Infinity;
  #since = 0;

  /** Whether it is to be told of by itself; to be asked once what was counted before has been told. */
  takes({ peer, state, at }: Change): boolean {
    if (at >= this.#last + SECOND_MS) this.#told = 0;
    this.#last = at;
    if (this.#told < TOLD_MAX) {
      this.#told += 1;
      return true;
    }
    if (this.#counted.size === 0) this.#since = at;
    // What it is now counts, and its place is among the last.
    this.#counted.delete(peer);
    this.#counted.set(peer, state);
    return false;
  }

  /** Something was counted that nobody was told of. */
  get isWaiting(): boolean {
    return this.#counted.size > 0;
  }

  /** What was only counted, as soon as its time is over: a line for each that has become of anybody. */
  summary(at: number, nameOf: (peer: PeerId) => string): readonly string[] {
    if (!this.isWaiting || at < this.#since + SECOND_MS) return [];
    const byState = new Map<string, PeerId[]>();
    for (const [peer, state] of this.#counted) {
      byState.set(state, [...(byState.get(state) ?? []), peer]);
    }
    this.#counted.clear();
    return [...byState].map(([state, peers]) => summed(state, peers.map(nameOf)));
  }
}

function summed(state: string, names: readonly string[]): string {
  const [one, many] = words[state] ?? [`is ${cleanText(state)}`, `are ${cleanText(state)}`];
  const count = names.length;
  const what = count === 1 ? `one more peer ${one}` : `${count} more peers ${many}`;
  return `${what}: ${someOf(names, NAMES_COLUMNS)}`;
}

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  alive: ['is there', 'are there'],
  suspect: ['has fallen silent', 'have fallen silent'],
  left: ['has left', 'have left'],
  known: ['is out of hearing', 'are out of hearing'],
  lost: ['is lost', 'are lost'],
};

const TOLD_MAX = 4;
const SECOND_MS = 1_000;
/** A line has eighty. */
const NAMES_COLUMNS = 44;
