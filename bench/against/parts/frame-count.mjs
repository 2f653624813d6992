/**
 * Length-prefixed messages in a stream of bytes, as whoever has no frames of its own puts them there: the length as a
 * varint of at most four bytes.
 */
export class FrameCount {
  /** Still to come of the message that has begun. */
  #left = 0;
  #length = 0;
  #shift = 0;
  #came;

  /** @param {(more: number) => void} came  Hears how many messages a piece has completed. */
  constructor(came) {
    this.#came = came;
  }

  /** @param {Uint8Array} piece */
  take(piece) {
    let whole = 0;
    for (let at = 0; at < piece.length;) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, piece.length - at);
        at += step;
        this.#left -= step;
        if (this.#left === 0) whole += 1;
        continue;
      }
      const byte = piece[at] ?? 0;
      at += 1;
      this.#length |= (byte & 0x7f) << this.#shift;
      this.#shift += 7;
      if (byte < 0x80) {
        this.#left = this.#length;
        this.#length = 0;
        this.#shift = 0;
      }
    }
    if (whole > 0) this.#came(whole);
  }
}

/** @param {readonly Uint8Array[]} messages */
export function framed(messages) {
  return Buffer.concat(messages.flatMap((message) => [prefix(message.length), message]));
}

/** @param {number} length */
function prefix(length) {
  const bytes = [];
  let rest = length;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
