import type { MailWord } from '../../src/protocol/mail-words.ts';
import { idOf } from './pure-trees.ts';

/** How many links each word has crossed, by what was seen to cross them, and not by what the word says. */
export class LinkCount {
  readonly #crossed = new Map<string, number>();

  /** Throws if it crosses one too many, or was never brought to who passes it on. */
  say(node: number, word: MailWord): void {
    const { origin, hopLimit } = word.envelope;
    const behind =
      idOf(node) === origin ? 0 : (this.#crossed.get(`${node} ${keyOf(word, -1)}`) ?? null);
    if (behind === null) throw new Error('a word comes from nowhere');
    if (behind + 1 > hopLimit) throw new Error('a word crosses too many links');
    this.#crossed.set(keyOf(word, 0), behind + 1);
  }

  hear(node: number, word: MailWord): void {
    const links = this.#crossed.get(keyOf(word, 0));
    if (links !== undefined) this.#crossed.set(`${node} ${keyOf(word, 0)}`, links);
  }
}

/** A search is told apart by its way, whose last name is its sender's. */
function keyOf(word: MailWord, more: number): string {
  const { origin, instance, sequence } = word.envelope;
  const path = word.kind === 'seek' && more < 0 ? word.path.slice(0, more) : word.path;
  const hops = word.kind === 'letter' ? word.hops + more : 0;
  return `${word.kind} ${origin} ${instance.boot} ${sequence} ${path.join()} ${hops}`;
}
