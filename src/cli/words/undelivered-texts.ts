import type { Undelivered } from '../../node/telling/node-event.ts';
import { cleanText } from './clean-text.ts';

type Failure = Pick<Undelivered, 'to' | 'code'> & { readonly turn: number };

/** When a peer is lost, so is all that was on its way to it: the first of these texts are told of, the rest counted. */
export class UndeliveredTexts {
  #last: Failure = { to: '', code: '', turn: -1 };
  #count = 0;

  /** Whether it is to be told of by itself; to be asked once what was counted before has been told. */
  takes(failure: Failure): boolean {
    if (!this.isOneOf(failure)) this.#count = 0;
    this.#last = failure;
    this.#count += 1;
    return this.#count <= TOLD_MAX;
  }

  /** Whether it is one more of those that failed last. */
  isOneOf({ to, code, turn }: Failure): boolean {
    const last = this.#last;
    return last.turn === turn && last.to === to && last.code === code;
  }

  /** Something was counted that nobody was told of. */
  get isWaiting(): boolean {
    return this.#count > TOLD_MAX;
  }

  /** What was only counted. */
  summary(nameOf: (peer: Failure['to']) => string): readonly string[] {
    if (!this.isWaiting) return [];
    const { to, code } = this.#last;
    const more = this.#count - TOLD_MAX;
    this.#count = 0;
    const what = more === 1 ? 'one more text was' : `${more.toLocaleString('en')} more texts were`;
    return [`${what} not delivered to ${nameOf(to)} (${cleanText(code)})`];
  }
}

const TOLD_MAX = 3;
