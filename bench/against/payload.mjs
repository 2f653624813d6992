/**
 * What everybody carries. A message is 154 bytes that are one msgpack value and UTF-8 at once (a string of 152
 * letters, whose head D9 98 is a letter too), so that to a node it is a text, and to a bare socket something to unpack.
 */
const letters = 152;

/** Different ones, as a program would have. */
const messages = Array.from({ length: 1_024 }, (_, index) => {
  const text = `message ${index} `.padEnd(letters, 'peers tell each other things, ');
  return Buffer.concat([Buffer.of(0xd9, letters), Buffer.from(text)]);
});

/** @param {number} index */
export function messageAt(index) {
  return /** @type {Buffer} */ (messages[index % messages.length]);
}

/**
 * A text too, as it may be on a tape.
 * @param {number} bytes
 */
export function bodyOf(bytes) {
  return Buffer.alloc(bytes, 'something long that is sent in one piece, ');
}

/** Of the system, and so the same in all processes. */
export function nowNs() {
  return Number(process.hrtime.bigint());
}
