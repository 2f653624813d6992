import { createHash } from 'node:crypto';
import type { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';
import type { Fate, Letter } from '../protocol/mail-words.ts';
import type { Sealed } from '../protocol/messages.ts';
import { PROTOCOL_VERSION } from '../protocol/messages.ts';

/**
 * What a seal covers: all of a word that its origin answers for. That is neither how many links it has crossed nor,
 * of what is on its way to somebody, over whom; a fate comes back over a way that is known when it is said.
 * Each part has its length before it, each list its count, and a body stands there as its SHA-256, so that
 * no two words have one transcript. Numbers are eight bytes, the highest first.
 */
export class SealTranscript {
  readonly #bytes = Buffer.alloc(BYTES_MAX);
  #at = 0;

  /** A view that holds until the next one is written: a signature needs no more, and there are many. */
  of(network: string, word: Sealed): Uint8Array {
    const { origin, instance, sequence, hopLimit, expires } = word.envelope;
    this.#at = 0;
    this.#text(titles[word.kind]);
    this.#text(network);
    this.#text(origin);
    this.#number(instance.boot);
    this.#number(instance.nonce);
    this.#number(sequence);
    this.#number(hopLimit);
    this.#number(expires);
    this.#content(word);
    return this.#bytes.subarray(0, this.#at);
  }

  #content(word: Sealed): void {
    switch (word.kind) {
      case 'broadcast':
        this.#text(word.topic);
        this.#hash(word.body);
        break;
      case 'presence':
        this.#text(word.state);
        this.#text(word.name);
        this.#texts(word.addresses);
        this.#texts(word.neighbours);
        this.#number(word.everyMs);
        break;
      case 'seek':
        this.#text(word.target);
        this.#texts(word.avoid);
        break;
      case 'letter':
        this.#letter(word);
        break;
      case 'fate':
        this.#fate(word);
        break;
    }
  }

  #letter({ target, number, purpose, topic, re, body }: Letter): void {
    this.#text(target);
    this.#number(number);
    this.#text(purpose);
    this.#text(topic);
    this.#number(re);
    this.#hash(body);
  }

  #fate({ to, instance, sequences, code, next, path }: Fate): void {
    this.#text(to);
    this.#number(instance.boot);
    this.#number(instance.nonce);
    this.#numbers(sequences);
    this.#text(code);
    this.#text(next);
    this.#texts(path);
  }

  #texts(texts: readonly string[]): void {
    this.#number(texts.length);
    for (const text of texts) this.#text(text);
  }

  #numbers(numbers: readonly number[]): void {
    this.#number(numbers.length);
    for (const number of numbers) this.#number(number);
  }

  #text(text: string): void {
    // What is cut off would not be signed.
    if (this.#at + 4 + 3 * text.length > BYTES_MAX) throw new RangeError('a word is too long');
    const length = this.#bytes.write(text, this.#at + 4);
    this.#bytes.writeUInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  #number(value: number): void {
    this.#bytes.writeUInt32BE(8, this.#at);
    this.#bytes.writeUInt32BE(Math.floor(value / 2 ** 32), this.#at + 4);
    this.#bytes.writeUInt32BE(value % 2 ** 32, this.#at + 8);
    this.#at += 12;
  }

  #hash({ source, start, end }: Body): void {
    const hash = createHash('sha256').update(source.subarray(start, end)).digest();
    this.#bytes.writeUInt32BE(hash.length, this.#at);
    this.#bytes.set(hash, this.#at + 4);
    this.#at += 4 + hash.length;
  }
}

const titles: Readonly<Record<Sealed['kind'], string>> = {
  broadcast: `peertape ${PROTOCOL_VERSION} cast of broadcast`,
  presence: `peertape ${PROTOCOL_VERSION} cast of presence`,
  seek: `peertape ${PROTOCOL_VERSION} mail of seek`,
  letter: `peertape ${PROTOCOL_VERSION} mail of letter`,
  fate: `peertape ${PROTOCOL_VERSION} mail of fate`,
};

/** All but the network's name stood in one header, as UTF-8, and is counted as if each letter had three bytes. */
const BYTES_MAX = 8 * limits.headerBytesMax;
