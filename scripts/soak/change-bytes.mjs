/** Where programs err: at the edges of what a few bytes can say. */
const EDGES = [
  0,
  1,
  2,
  3,
  0x7f,
  0x80,
  0xff,
  0x100,
  0x7fff,
  0x8000,
  0xffff,
  0x10000,
  2 ** 31,
  2 ** 32 - 1,
];

/**
 * Other bytes than these, and not very much so.
 *
 * @param {Uint8Array} bytes
 * @param {Uint8Array} other whose bytes may come in
 * @param {import('./dice.mjs').Dice} dice
 */
export function changeBytes(bytes, other, dice) {
  /** @type {Buffer} */
  let changed = Buffer.from(bytes);
  for (let times = 1 + dice.below(4); times > 0; times -= 1)
    changed = changeOnce(changed, other, dice);
  return changed;
}

/**
 * @param {Buffer} bytes
 * @param {Uint8Array} other
 * @param {import('./dice.mjs').Dice} dice
 */
function changeOnce(bytes, other, dice) {
  const at = dice.below(bytes.length + 1);
  const length = dice.below(dice.once(4) ? bytes.length : 8);
  switch (dice.below(7)) {
    case 0:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = dice.below(256);
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 4: {
      const from = dice.below(other.length);
      return Buffer.concat([
        bytes.subarray(0, at),
        other.subarray(from, from + length),
        bytes.subarray(at),
      ]);
    }
    case 5: {
      const size = dice.oneOf([1, 2, 4]);
      if (at + size <= bytes.length) bytes.writeUIntBE(dice.oneOf(EDGES) % 256 ** size, at, size);
      return bytes;
    }
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([dice.below(256)]),
        bytes.subarray(at),
      ]);
  }
}
