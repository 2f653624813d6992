import { Body } from '../../protocol/body.ts';

/**
 * Copies what is to be sent, so that it stays as it was asked. Small bodies share a slab: a byte array
 * of its own costs more than a small text takes.
 */
export class BodyPool {
  #slab = new Uint8Array(0);
  #used = 0;

  copy(content: string | Uint8Array): Body {
    return typeof content === 'string' ? this.#encode(content) : this.#copyBytes(content);
  }

  #copyBytes(bytes: Uint8Array): Body {
    const { length } = bytes;
    // Not `slice`, which of a Buffer is a view.
    if (length > SHARED_BYTES_MAX) return new Body(new Uint8Array(bytes));
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
