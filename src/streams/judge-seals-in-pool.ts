import { verify } from 'node:crypto';
import { limits } from '../protocol/limits.ts';
import type { Sealed } from '../protocol/messages.ts';
import type { JudgeSeals } from './keys.ts';
import { type ReadSeal, holds, SealReader } from './seal-reader.ts';

/**
 * Judges seals beside the loop, in the pool of threads that the process has for such work: what one costs is a
 * multiple of all else that a word does. No more than `sealsInPoolMax` are in there at once, as the pool is for
 * files and names too; the others wait here, and answers go out in the order in which they were asked for.
 * A single one that comes alone in its tick is judged at once: its way there and back takes longer than that.
 */
export function judgeSealsInPool(hold: Holds = holdsInPool): JudgeSeals {
  const pool = new SealPool(hold);
  return (network, words, answer) => pool.judge(network, words, answer);
}

/** Calls back once, later. */
export type Holds = (seal: ReadSeal, answer: (isSound: boolean) => void) => void;

export const holdsInPool: Holds = ({ transcript, key, signature }, answer) => {
  // The bytes are copied for the pool before this returns.
  verify(null, transcript, key, signature, (error, isSound) => answer(error === null && isSound));
};

interface Asked {
  readonly network: string;
  readonly words: readonly Sealed[];
  readonly sound: boolean[];
  readonly answer: (sound: readonly boolean[]) => void;
  /** How many of its words have been looked at, and how many have their verdict. */
  taken: number;
  judged: number;
  next: Asked | null;
}

class SealPool {
  readonly #reader = new SealReader();
  readonly #holds: Holds;
  /** All that have no answer yet, from here on by `next`. */
  #oldest: Asked | null = null;
  #newest: Asked | null = null;
  /** The first of them with words that were not looked at. */
  #open: Asked | null = null;
  #underWay = 0;
  #isAwake = false;

  constructor(hold: Holds) {
    this.#holds = hold;
  }

  judge(network: string, words: readonly Sealed[], answer: Asked['answer']): void {
    const [first, second] = words;
    if (this.#isAtRest() && first !== undefined && second === undefined) {
      answer([this.#isSoundAtOnce(network, first)]);
      return;
    }
    const asked = { network, words, sound: [], answer, taken: 0, judged: 0, next: null };
    if (this.#newest !== null) this.#newest.next = asked;
    this.#newest = asked;
    this.#oldest ??= asked;
    this.#open ??= asked;
    this.#goOn();
  }

  /** Nothing waits, and nothing else was asked in this tick. */
  #isAtRest(): boolean {
    const isFirst = !this.#isAwake;
    this.#isAwake = true;
    if (isFirst) setImmediate(() => (this.#isAwake = false));
    return isFirst && this.#oldest === null;
  }

  #isSoundAtOnce(network: string, word: Sealed): boolean {
    const seal = this.#reader.read(network, word);
    return seal !== null && holds(seal);
  }

  #goOn(): void {
    while (this.#open !== null && this.#underWay < limits.sealsInPoolMax) {
      if (this.#open.taken < this.#open.words.length) this.#takeOne(this.#open);
      else this.#open = this.#open.next;
    }
    while (this.#oldest !== null && this.#oldest.judged === this.#oldest.words.length) {
      const { answer, sound, next } = this.#oldest;
      if (this.#open === this.#oldest) this.#open = next;
      this.#oldest = next;
      if (next === null) this.#newest = null;
      answer(sound);
    }
  }

  #takeOne(asked: Asked): void {
    const index = asked.taken++;
    const seal = this.#reader.read(asked.network, asked.words[index]!);
    if (seal === null) {
      asked.sound[index] = false;
      asked.judged += 1;
      return;
    }
    this.#underWay += 1;
    this.#holds(seal, (isSound) => {
      this.#underWay -= 1;
      asked.sound[index] = isSound;
      asked.judged += 1;
      this.#goOn();
    });
  }
}
