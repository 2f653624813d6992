import { createHash } from 'node:crypto';
import type { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';
import { type Cast, PROTOCOL_VERSION } from '../protocol/messages.ts';

/**
 * What a seal covers: all of a cast that its origin answers for, and so not how many links it has crossed.
 * Each part has its length before it, each list its count, and a body stands there as its SHA-256, so that
 * no two casts have one transcript. Numbers are eight bytes, the highest first.
 */
export class CastTranscript {
  readonly #bytes = Buffer.alloc(BYTES_MAX);
  #at = 0;

  /** A view that holds until the next one is written: a signature needs no more, and there are many. */
  of(network: string, cast: Cast): Uint8Array {
    const { origin, instance, sequence, hopLimit, expires } = cast.envelope;
    this.#at = 0;
    this.#text(titles[cast.kind]);
    this.#text(network);
    this.#text(origin);
    this.#number(instance.boot);
    this.#number(instance.nonce);
    this.#number(sequence);
    this.#number(hopLimit);
    this.#number(expires);
    this.#content(cast);
    return this.#bytes.subarray(0, this.#at);
  }

  #content(cast: Cast): void {
    if (cast.kind === 'broadcast') {
      this.#text(cast.topic);
      this.#hash(cast.body);
      return;
    }
    this.#text(cast.state);
    this.#text(cast.name);
    this.#texts(cast.addresses);
    this.#texts(cast.neighbours);
    this.#number(cast.everyMs);
  }

  #texts(texts: readonly string[]): void {
    this.#number(texts.length);
    for (const text of texts) this.#text(text);
  }

  #text(text: string): void {
    // What is cut off would not be signed.
    if (this.#at + 4 + 3 * text.length > BYTES_MAX) throw new RangeError('a cast is too long');
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

const titles: Readonly<Record<Cast['kind'], string>> = {
  broadcast: `peertape ${PROTOCOL_VERSION} cast of broadcast`,
  presence: `peertape ${PROTOCOL_VERSION} cast of presence`,
};

/** All but the network's name stood in one header, as UTF-8, and is counted as if each letter had three bytes. */
const BYTES_MAX = 8 * limits.headerBytesMax;
