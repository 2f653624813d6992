import { createHash } from 'node:crypto';
import { base32 } from '../../dist/codec/base32.js';
import { nothingPending } from '../../dist/codec/cut-frames.js';
import { encodeFrames } from '../../dist/codec/encode-frames.js';
import { readMessages } from '../../dist/codec/read-messages.js';
import { grow, hear, judged, newMail, post, sealed } from '../../dist/overlay/mail/mail.js';
import { Body } from '../../dist/protocol/body.js';
import { limits } from '../../dist/protocol/limits.js';

/** @typedef {import('../../dist/protocol/mail-words.js').MailWord} MailWord */
/** @typedef {import('../../dist/protocol/envelope.js').Envelope} Envelope */

const instance = { boot: 1, nonce: 1 };
const startedMs = Date.UTC(2026, 0, 1);
const key = Buffer.alloc(44, 1);
const text = new Body(Buffer.alloc(100, 'x'));

/** The mail of one node, whose words come as from the wire, each in a piece of its own; all seals are good. */
export class MailOfOne {
  own = idOf('own');
  #at = 0;

  /** @param {readonly string[]} neighbours */
  constructor(neighbours) {
    const { hopLimit } = limits;
    const settings = { own: this.own, instance, seed: 1, signs: true, relays: true, hopLimit };
    this.mail = newMail(settings);
    for (const id of neighbours) this.#take(grow(this.mail, id, this.#now));
  }

  /** @param {number} ms */
  wait(ms) {
    this.#at += ms * 1_000;
  }

  /** @param {string} to @param {number} sequence */
  post(to, sequence) {
    const purpose = /** @type {const} */ ('text');
    const posted = { sequence, to, purpose, topic: '', re: 0, body: text, path: null };
    return this.#take(post(this.mail, [posted], this.#now));
  }

  /** What it says of it. @param {string} from @param {MailWord} word */
  hear(from, word) {
    const { messages, rejection } = readMessages(nothingPending, [encodeFrames([word])]);
    if (rejection !== null) throw new Error(rejection.text);
    const words = /** @type {readonly MailWord[]} */ (messages);
    return this.#take(hear(this.mail, from, words, this.#now));
  }

  /**
   * @param {string} origin
   * @param {number} sequence
   * @returns {Envelope}
   */
  envelopeOf(origin, sequence) {
    const expires = this.#now.wallMs + limits.castLifeMs;
    const signature = Buffer.alloc(64, sequence);
    return { origin, instance, sequence, hopLimit: limits.hopLimit, expires, key, signature };
  }

  /**
   * @param {Envelope} envelope
   * @param {{ target: string, path: readonly string[], hops: number }} way
   * @returns {MailWord}
   */
  letterOf(envelope, way) {
    const said = { purpose: 'text', topic: '', re: 0, body: text };
    return { kind: 'letter', envelope, number: envelope.sequence, ...said, ...way };
  }

  /**
   * @param {Envelope} about
   * @param {{ by: string, code: string, path: readonly string[] }} said
   * @returns {MailWord}
   */
  fateOf({ origin: to, sequence }, { by, code, path }) {
    const envelope = this.envelopeOf(by, sequence);
    return { kind: 'fate', to, instance, sequences: [sequence], envelope, code, next: '', path };
  }

  get #now() {
    const wallMs = startedMs + Math.floor(this.#at / 1_000);
    return { at: this.#at, wallMs, isBanned: () => false };
  }

  /**
   * @param {import('../../dist/overlay/mail/mail-state.js').MailChange} change
   * @returns {MailWord[]}
   */
  #take([mail, asked]) {
    this.mail = mail;
    return asked.flatMap((each) => {
      if (each.type === 'mail.say') return each.messages;
      if (each.type === 'mail.judge') {
        const sound = each.words.map(() => true);
        return this.#take(judged(this.mail, each.batch, sound, this.#now));
      }
      if (each.type !== 'mail.seal') return [];
      const signatures = each.words.map(() => Buffer.alloc(64, 2));
      return this.#take(sealed(this.mail, each.batch, { key, signatures }, this.#now));
    });
  }
}

/** @param {string} name */
export function idOf(name) {
  return base32(createHash('sha256').update(name).digest());
}
