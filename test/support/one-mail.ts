import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Fate, Letter, MailWord, Seek } from '../../src/protocol/mail-words.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import {
  due,
  dueAt,
  grow,
  hear,
  judged,
  newMail,
  post,
  sealed,
} from '../../src/overlay/mail/mail.ts';
import type { MailAsked } from '../../src/overlay/mail/mail-asked.ts';
import type {
  Mail,
  MailChange,
  MailSettings,
  Now,
  Posted,
} from '../../src/overlay/mail/mail-state.ts';
import { own, ownInstance, zoe } from './any-mail.ts';
import { WALL_MS } from './pure-trees.ts';

type Asked<T extends MailAsked['type']> = Extract<MailAsked, { type: T }>;

/** What has become of the mail of one node, and all that it asked in the last call. */
export class OneMail {
  mail: Mail;
  asked: readonly MailAsked[] = [];
  at = 0;
  banned: string | null = null;
  #sequence = 0;

  constructor(neighbours: readonly string[], settings: Partial<MailSettings> = {}) {
    const usual = { own, instance: ownInstance, seed: 1, signs: false, relays: true };
    this.mail = newMail({ ...usual, hopLimit: limits.hopLimit, ...settings });
    for (const peer of neighbours) this.take(grow(this.mail, peer, this.now));
  }

  take([mail, asked]: MailChange): this {
    this.mail = mail;
    this.asked = asked;
    return this;
  }

  hear(from: string, ...words: readonly MailWord[]): this {
    return this.take(hear(this.mail, from, words, this.now));
  }

  /** So many texts, whose sequences count from 1. */
  post(to: string, count = 1, more: Partial<Posted> = {}): this {
    const posts = Array.from({ length: count }, (): Posted => {
      this.#sequence += 1;
      const said = { purpose: 'text', topic: '', re: 0, path: null, body: hello } as const;
      return { sequence: this.#sequence, to, ...said, ...more };
    });
    return this.take(post(this.mail, posts, this.now));
  }

  /** Goes on to the next time at which anything is asked. */
  wait(): this {
    do this.#ring();
    while (this.asked.length === 0 && dueAt(this.mail) !== null);
    return this;
  }

  /** To that time, with all that is due meanwhile; `asked` is all of it. */
  waitUntil(end: number): this {
    const all: MailAsked[] = [];
    for (let at = dueAt(this.mail); at !== null && at <= end; at = dueAt(this.mail)) {
      this.#ring();
      all.push(...this.asked);
    }
    this.at = end;
    this.asked = all;
    return this;
  }

  /** Answers what was asked to be sealed in the last call. */
  seal(): this {
    const { batch, words } = this.of('mail.seal')[0]!;
    const signatures = words.map((_, index) => Uint8Array.of(9, index));
    return this.take(sealed(this.mail, batch, { key: Uint8Array.of(7), signatures }, this.now));
  }

  /** And what was asked to be judged. */
  judge(isSound: (word: MailWord) => boolean = () => true): this {
    const { batch, words } = this.of('mail.judge')[0]!;
    return this.take(judged(this.mail, batch, words.map(isSound), this.now));
  }

  of<T extends MailAsked['type']>(type: T): Asked<T>[] {
    return this.asked.filter((each): each is Asked<T> => each.type === type);
  }

  #ring(): void {
    this.at = Math.max(this.at, dueAt(this.mail)!);
    this.take(due(this.mail, this.now));
  }

  get now(): Now {
    const isBanned = (peer: string): boolean => peer === this.banned;
    return { at: this.at, wallMs: WALL_MS + Math.floor(this.at / 1_000), isBanned };
  }

  /** Who was told what. */
  get said(): Record<string, readonly MailWord[]> {
    return Object.fromEntries(this.of('mail.say').map(({ to, messages }) => [to, messages]));
  }

  get saidKinds(): Record<string, readonly string[]> {
    const kinds = (words: readonly MailWord[]): string[] => words.map(({ kind }) => kind);
    return Object.fromEntries(Object.entries(this.said).map(([to, words]) => [to, kinds(words)]));
  }

  /** The fates that were said, in short. */
  get fates(): readonly Pick<Fate, 'to' | 'code' | 'sequences' | 'path' | 'next'>[] {
    return Object.values(this.said)
      .flat()
      .flatMap((word) => {
        if (word.kind !== 'fate') return [];
        const { to, code, sequences, path, next } = word;
        return [{ to, code, sequences, path, next }];
      });
  }

  get delivered(): readonly Letter[] {
    return this.of('mail.deliver').flatMap(({ letters }) => letters);
  }

  get undelivered(): Record<string, readonly number[]> {
    const said = this.of('mail.undelivered');
    return Object.fromEntries(said.map(({ code, sequences }) => [code, sequences]));
  }
}

const hello = new Body(new TextEncoder().encode('hello'));
const NOTHING = new Uint8Array(0);

export function envelope(origin: string, more: Partial<Envelope> = {}): Envelope {
  return {
    origin,
    instance: ownInstance,
    sequence: 1,
    hopLimit: limits.hopLimit,
    expires: WALL_MS + limits.castLifeMs,
    key: NOTHING,
    signature: NOTHING,
    ...more,
  };
}

export function seek(path: readonly string[], more: Partial<Seek> = {}): Seek {
  return { kind: 'seek', target: own, envelope: envelope(zoe), path, avoid: [], ...more };
}

/** From zoe over these to us, unless told otherwise; it stands at the end of its way. */
export function letter(path: readonly string[], more: Partial<Letter> = {}): Letter {
  return {
    kind: 'letter',
    target: own,
    envelope: envelope(zoe),
    number: 0,
    purpose: 'text',
    topic: '',
    re: 0,
    hops: path.length + 1,
    path,
    body: hello,
    ...more,
  };
}

/** To us, from zoe. */
export function fate(code: string, path: readonly string[], more: Partial<Fate> = {}): Fate {
  const said = { kind: 'fate', to: own, instance: ownInstance, sequences: [1], next: '' } as const;
  return { ...said, envelope: envelope(zoe), code, path, ...more };
}
