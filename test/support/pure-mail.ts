import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Letter, LetterPurpose, MailWord } from '../../src/protocol/mail-words.ts';
import type { MailAsked } from '../../src/overlay/mail/mail-asked.ts';
import type { Mail, MailChange, Now, Posted } from '../../src/overlay/mail/mail-state.ts';
import {
  due,
  dueAt,
  grow,
  hear,
  judged,
  newMail,
  post,
  sealed,
  shed,
} from '../../src/overlay/mail/mail.ts';
import { Agenda } from './agenda.ts';
import { LinkCount } from './link-count.ts';
import { idOf, nodeOf, WALL_MS } from './pure-trees.ts';
import { hasToySeal, toySealOf } from './toy-seal.ts';

export interface MailPlan {
  readonly size: number;
  readonly links: readonly (readonly [number, number])[];
  readonly signs?: boolean;
  readonly hopLimit?: number;
  /** Those who pass nothing on. */
  readonly silent?: readonly number[];
  /** How long it takes to seal or to judge; 0: it is there at once. */
  readonly sealUs?: () => number;
  readonly judgementUs?: () => number;
  /** How long the next words from one to the other take. */
  readonly delayUs?: (from: number, to: number) => number;
  /** What a node says instead of what it should. */
  readonly puppet?: (node: number, to: number, word: MailWord) => readonly MailWord[];
}

export type Ended = Extract<MailAsked, { type: 'mail.delivered' | 'mail.undelivered' }>;

export interface Outcome {
  readonly node: number;
  readonly sequence: number;
  readonly at: number;
  readonly said: Ended;
}

/**
 * Mail of several nodes over links that keep the order of what is said and lose what is on its way when they break.
 * Seals are toys that show whether a word is as its origin said it.
 */
export class PureMail {
  at = 0;
  readonly mails: Mail[];
  readonly deliveries: { node: number; letter: Letter; at: number }[] = [];
  readonly outcomes: Outcome[] = [];
  readonly forgers: (readonly [by: number, seenBy: number])[] = [];
  /** Everything that was said. */
  readonly said: { from: number; to: number; word: MailWord }[] = [];
  readonly posted: { node: number; at: number; posted: Posted }[] = [];
  readonly banned = new Set<string>();
  readonly dead = new Set<number>();
  readonly #plan: MailPlan;
  readonly #links = new Map<string, { lastAt: number }>();
  readonly #agenda = new Agenda();
  readonly #counted = new LinkCount();
  readonly #sequences: number[];

  constructor(plan: MailPlan) {
    this.#plan = plan;
    const { size, signs = true, hopLimit = limits.hopLimit, silent = [], links } = plan;
    this.mails = Array.from({ length: size }, (_, node) =>
      newMail({
        own: idOf(node),
        instance: { boot: 1, nonce: node },
        seed: node,
        signs,
        relays: !silent.includes(node),
        hopLimit,
      }),
    );
    this.#sequences = this.mails.map(() => 0);
    for (const [a, b] of links) this.join(a, b);
  }

  join(a: number, b: number): void {
    if (this.dead.has(a) || this.dead.has(b) || this.#links.has(`${a}>${b}`)) return;
    for (const way of [`${a}>${b}`, `${b}>${a}`]) this.#links.set(way, { lastAt: this.at });
    this.#change(a, grow(this.mails[a]!, idOf(b), this.now));
    this.#change(b, grow(this.mails[b]!, idOf(a), this.now));
  }

  /** What is on its way is lost. */
  part(a: number, b: number): void {
    if (!this.#links.delete(`${a}>${b}`)) return;
    this.#links.delete(`${b}>${a}`);
    this.#change(a, shed(this.mails[a]!, idOf(b), this.now));
    this.#change(b, shed(this.mails[b]!, idOf(a), this.now));
  }

  /** Its neighbours notice at once. */
  kill(node: number): void {
    this.dead.add(node);
    for (const other of this.mails.keys()) this.part(node, other);
  }

  /** So many letters in one go; gives their sequences. */
  post(node: number, to: number, count = 1, more: Partial<Posted> = {}): number[] {
    const posts = Array.from({ length: count }, (): Posted => {
      this.#sequences[node]! += 1;
      const sequence = this.#sequences[node]!;
      const body = new Body(Uint8Array.of(node, to, sequence & 255));
      const purpose: LetterPurpose = 'text';
      return { sequence, to: idOf(to), purpose, topic: '', re: 0, body, path: null, ...more };
    });
    for (const posted of posts) this.posted.push({ node, at: this.at, posted });
    this.#change(node, post(this.mails[node]!, posts, this.now));
    return posts.map(({ sequence }) => sequence);
  }

  /** Words that no node of ours would say. */
  say(from: number, to: number, words: readonly MailWord[]): void {
    this.#send(from, to, words);
  }

  get now(): Now {
    const isBanned = (peer: string): boolean => this.banned.has(peer);
    return { at: this.at, wallMs: WALL_MS + Math.floor(this.at / 1_000), isBanned };
  }

  /** Until nothing is on its way and nobody waits for anything. */
  settle(longestUs = 120_000_000): void {
    this.runTo(this.at + longestUs);
    if (this.#nextAt() !== Infinity) throw new Error('the mail does not fall silent');
  }

  runTo(end: number): void {
    for (let at = this.#nextAt(); at <= end; at = this.#nextAt()) this.#step(at);
    if (end !== Infinity) this.at = end;
  }

  /** What became of one letter, as often as it was said. */
  outcomesOf(node: number, sequence: number): Ended[] {
    return this.outcomes
      .filter((each) => each.node === node && each.sequence === sequence)
      .map(({ said }) => said);
  }

  #next: { at: number; happen: () => void } | null = null;

  #nextAt(): number {
    this.#next ??= this.#agenda.next(Infinity);
    return Math.min(this.#next?.at ?? Infinity, this.#nextDueAt());
  }

  #nextDueAt(): number {
    let first = Infinity;
    for (const [node, mail] of this.mails.entries()) {
      if (!this.dead.has(node)) first = Math.min(first, dueAt(mail) ?? Infinity);
    }
    return first;
  }

  #step(at: number): void {
    this.at = Math.max(this.at, at);
    const next = this.#next;
    if (next !== null && next.at <= at) {
      this.#next = null;
      return next.happen();
    }
    for (const [node, mail] of this.mails.entries()) {
      if ((dueAt(mail) ?? Infinity) > this.at || this.dead.has(node)) continue;
      this.#change(node, due(mail, this.now));
    }
  }

  #change(node: number, [mail, asked]: MailChange): void {
    if (this.dead.has(node)) return;
    this.mails[node] = mail;
    for (const each of asked) this.#carryOut(node, each);
  }

  #carryOut(node: number, asked: MailAsked): void {
    switch (asked.type) {
      case 'mail.say': {
        const { puppet } = this.#plan;
        const to = nodeOf(asked.to);
        const words = asked.messages.flatMap((word) => puppet?.(node, to, word) ?? [word]);
        if (puppet === undefined) for (const word of words) this.#counted.say(node, word);
        return this.#send(node, to, words);
      }
      case 'mail.seal': {
        const signatures = asked.words.map(toySealOf);
        const key = Uint8Array.of(7);
        return this.#later(this.#plan.sealUs?.() ?? 0, () =>
          this.#change(node, sealed(this.mails[node]!, asked.batch, { key, signatures }, this.now)),
        );
      }
      case 'mail.judge': {
        const sound = asked.words.map(hasToySeal);
        return this.#later(this.#plan.judgementUs?.() ?? 0, () =>
          this.#change(node, judged(this.mails[node]!, asked.batch, sound, this.now)),
        );
      }
      case 'mail.deliver':
        for (const letter of asked.letters) this.deliveries.push({ node, letter, at: this.at });
        return;
      case 'mail.delivered':
      case 'mail.undelivered':
        for (const sequence of asked.sequences) {
          this.outcomes.push({ node, sequence, at: this.at, said: asked });
        }
        return;
      case 'mail.forged':
        this.forgers.push([nodeOf(asked.by), node]);
    }
  }

  #later(us: number, happen: () => void): void {
    if (us === 0) happen();
    else this.#add(this.at + us, happen);
  }

  #send(from: number, to: number, words: readonly MailWord[]): void {
    const link = this.#links.get(`${from}>${to}`);
    if (link === undefined || words.length === 0) return;
    for (const word of words) this.said.push({ from, to, word });
    link.lastAt = Math.max(link.lastAt, this.at + (this.#plan.delayUs?.(from, to) ?? 1_000));
    this.#add(link.lastAt, () => {
      // A link that has come anew is another one.
      if (this.#links.get(`${from}>${to}`) !== link) return;
      for (const word of words) this.#counted.hear(to, word);
      this.#change(to, hear(this.mails[to]!, idOf(from), words, this.now));
    });
  }

  #add(at: number, happen: () => void): void {
    if (this.#next !== null) {
      const { at: nextAt, happen: first } = this.#next;
      if (at < nextAt) {
        this.#agenda.add(nextAt, first);
        this.#next = null;
      }
    }
    this.#agenda.add(at, happen);
  }
}
