import { Packr, RESERVE_START_SPACE, REUSE_BUFFER_MODE } from './msgpackr.ts';
import type { Plain } from './plain.ts';

/** The bytes that hold a value, from `start` to `end`. */
export type Packed = Buffer & { start: number; end: number };

/**
 * A value as plain msgpack, by msgpackr without any of its extensions. Each value has one encoding, so
 * that the same records are the same bytes everywhere: lengths are the shortest, and an integer
 * beyond 32 bits is a float, exact up to 2^53.
 *
 * It is placed at `at` (8 or more) of the target, or in a buffer of its own if there is no room.
 * Values begin at multiples of 8 there; the bytes between are passed over unwritten.
 */
export function packPlain(value: Plain, target: Buffer, at: number): Packed {
  const start = (at - 8) & ~7;
  if (packr.position !== 0) others = Buffer.allocUnsafeSlow(OTHERS_BYTES);
  packr.useBuffer(target);
  packr.position = start;
  try {
    const packed = packr.pack(value, MODES | (at - start)) as Packed;
    packed.start += at - start;
    return packed;
  } finally {
    packr.useBuffer(others);
  }
}

const MODES = REUSE_BUFFER_MODE | RESERVE_START_SPACE;
/** A map's length is in its shortest form too, and no `toJSON` of anybody is asked. */
const packr = new Packr({ useRecords: false, variableMapSize: true, useToJSON: false });

/**
 * All packers of a process share one target and one position in it. Ours is lent for one value, and
 * then others have one of their own; where the position shows that they have begun to use it, they
 * keep it for good, and the next gets another.
 */
const OTHERS_BYTES = 8_192;
let others = Buffer.allocUnsafeSlow(OTHERS_BYTES);
