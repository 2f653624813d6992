import { Body } from '../../protocol/body.ts';
import { plainBytes } from '../../streams/plain-bytes.ts';

/**
 * Makes bodies of what is to be sent. Small ones are copied to a slab that they share, where those that
 * are sent together stand together: that costs less than to hold each of them. Large ones are the
 * caller's own bytes, which are not copied before they are on their way.
 */
export class BodyPool {
  #slab = new Uint8Array(0);
  #used = 0;

  bodyOf(content: string | Uint8Array): Body {
    return typeof content === 'string' ? this.#encode(content) : this.#bodyOfBytes(content);
  }

  /** Of bytes that are the caller's again at once. */
  copyOf(content: string | Uint8Array): Body {
    const isLong = content.length > SHARED_BYTES_MAX && typeof content !== 'string';
    return this.bodyOf(isLong ? content.slice() : content);
  }

  #bodyOfBytes(bytes: Uint8Array): Body {
    const { length } = bytes;
    if (length > SHARED_BYTES_MAX) return new Body(plainBytes(bytes));
    this.#makeRoom(length);
    this.#slab.set(bytes, this.#used);
    return this.#taken(length);
  }

  #encode(text: string): Body {
    const bytesMax = text.length * UTF8_BYTES_MAX;
    if (bytesMax > SHARED_BYTES_MAX) return new Body(encoder.encode(text));
    this.#makeRoom(bytesMax);
    return this.#taken(encoder.encodeInto(text, this.#slab.subarray(this.#used)).written);
  }

  #makeRoom(bytes: number): void {
    if (this.#used + bytes <= this.#slab.length) return;
    this.#slab = new Uint8Array(SLAB_BYTES);
    this.#used = 0;
  }

  #taken(bytes: number): Body {
    const start = this.#used;
    this.#used += bytes;
    return new Body(this.#slab, start, this.#used);
  }
}

/** One small text that stays keeps all of it. */
const SLAB_BYTES = 16_384;
const SHARED_BYTES_MAX = SLAB_BYTES / 8;
/** Of one UTF-16 unit. */
const UTF8_BYTES_MAX = 3;

const encoder = new TextEncoder();
