import * as fc from 'fast-check';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { anyMessages } from './any-message.ts';
import { concat, frameOf, prefixOf } from './wire-bytes.ts';

const anyGoodBytes = anyMessages.map((messages) => encodeFrames(messages));

/** Good frames with some bytes changed: wrong in places that arbitrary bytes never reach. */
const anyDamagedBytes = fc
  .tuple(anyGoodBytes, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }))
  .map(([bytes, damages]) => {
    for (const [at, byte] of damages) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  });

const anyFrame = fc
  .tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.uint8Array({ maxLength: 20 }))
  .map(([header, body]) => frameOf(header, body));

const anyClaim = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 65_535 }))
  .map(([length, headerLength]) => prefixOf(length, headerLength));

/** What a peer may send: its best, its best damaged, claims, and anything at all. */
export const anyWireBytes: fc.Arbitrary<Uint8Array> = fc
  .array(fc.oneof(anyGoodBytes, anyDamagedBytes, anyFrame, anyClaim, fc.uint8Array()), {
    maxLength: 4,
  })
  .map(concat);
