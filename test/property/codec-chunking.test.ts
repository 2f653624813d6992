import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import type { Frame, Pending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { pendingFromPlain, pendingToPlain } from '../../src/codec/pending-on-tape.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { anyChunking, inChunks } from '../support/any-chunking.ts';
import { anyMessages, comparable } from '../support/any-message.ts';
import { anyWireBytes } from '../support/any-wire-bytes.ts';
import { dumbFramer } from '../support/dumb-framer.ts';
import { hex } from '../support/wire-bytes.ts';

const headerAndBody = ({ source, headerStart, bodyStart, end }: Frame) => [
  hex(source, headerStart, bodyStart),
  hex(source, bodyStart, end),
];

const readable = (messages: readonly Message[]) => JSON.stringify(messages.map(comparable));

/** Chunk by chunk, each in a call of its own: what a fold over inputs does. */
function cutOneByOne(from: Pending, chunks: readonly Uint8Array[]) {
  const frames: Frame[] = [];
  const pendings = [from];
  for (const chunk of chunks) {
    const cut = cutFrames(pendings.at(-1)!, [chunk]);
    frames.push(...cut.frames);
    pendings.push(cut.pending);
    if (cut.rejection !== null) return { frames, pendings, rejection: cut.rejection };
  }
  return { frames, pendings, rejection: null };
}

describe('law: what was sent is what is read, however the bytes are cut (S2-89, S3-43)', () => {
  it('over all messages and all chunkings', () => {
    fc.assert(
      fc.property(anyMessages, anyChunking, (messages, sizes) => {
        const read = readMessages(nothingPending, inChunks(encodeFrames(messages), sizes));

        expect({ ...read, messages: read.messages.map(comparable) }).toEqual({
          messages: messages.map(comparable),
          pending: nothingPending,
          rejection: null,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('over every single cut of a stream', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const sent = messages.slice(0, 3);
        const bytes = encodeFrames(sent);
        const readings = new Set<string>();
        for (let at = 0; at <= bytes.length; at++) {
          const first = readMessages(nothingPending, [bytes.subarray(0, at)]);
          const second = readMessages(first.pending, [bytes.subarray(at)]);
          readings.add(readable([...first.messages, ...second.messages]));
        }

        expect([...readings]).toEqual([readable(sent)]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('law: cutting is reading from the front, as if all bytes were there', () => {
  it('over good, damaged and arbitrary bytes, in one call or in many', () => {
    fc.assert(
      fc.property(anyWireBytes, anyChunking, (bytes, sizes) => {
        const chunks = inChunks(bytes, sizes);
        const oracle = dumbFramer(bytes);
        const atOnce = cutFrames(nothingPending, chunks);
        const oneByOne = cutOneByOne(nothingPending, chunks);

        expect({
          frames: atOnce.frames.map(headerAndBody),
          left: atOnce.pending.received,
          code: atOnce.rejection?.code ?? null,
        }).toEqual(oracle);
        expect({
          frames: oneByOne.frames.map(headerAndBody),
          left: oneByOne.pendings.at(-1)?.received,
          code: oneByOne.rejection?.code ?? null,
        }).toEqual(oracle);
      }),
      { numRuns: 300 },
    );
  });
});

describe('law: a half-received frame is a value', () => {
  it('that later cuts do not change', () => {
    fc.assert(
      fc.property(anyMessages, anyChunking, fc.uint8Array(), (messages, sizes, other) => {
        const chunks = inChunks(encodeFrames(messages), sizes).slice(0, 200);
        const { pendings } = cutOneByOne(nothingPending, chunks);
        const before = pendings.map((pending) => pendingToPlain(pending, true));
        for (const pending of pendings) cutFrames(pending, [other, other]);
        pendings.forEach((pending, i) => cutFrames(pending, chunks.slice(i)));

        expect(pendings.map((pending) => pendingToPlain(pending, true))).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('that a tape gives back, with or without its body, and that goes on as before', () => {
    fc.assert(
      fc.property(
        anyMessages,
        anyChunking,
        fc.nat(),
        fc.boolean(),
        (messages, sizes, anywhere, keepBodies) => {
          const bytes = encodeFrames(messages);
          const cutAt = anywhere % (bytes.length + 1);
          const { pending } = cutFrames(nothingPending, inChunks(bytes.slice(0, cutAt), sizes));
          const plain = pendingToPlain(pending, keepBodies);
          const restored = pendingFromPlain(structuredClone(plain));
          const body = (frame: Frame) => headerAndBody(frame)[1]!;
          const goOn = (from: Pending) => {
            const cut = cutFrames(from, inChunks(bytes.slice(cutAt), sizes));
            return { ...cut, frames: cut.frames.map(headerAndBody) };
          };
          const original = goOn(pending);
          const continued = goOn(restored);
          const first = cutFrames(pending, [bytes.slice(cutAt)]).frames[0];
          const leftOut = typeof plain[1] === 'number' ? plain[1] : 0;
          const expected = original.frames.map(([header, hexBody], i) => {
            if (i > 0 || first === undefined) return [header, hexBody];
            return [header, '00'.repeat(leftOut) + body(first).slice(2 * leftOut)];
          });

          expect(pendingToPlain(restored, false)).toEqual(pendingToPlain(pending, false));
          expect(continued).toEqual({ ...original, frames: expected });
        },
      ),
      { numRuns: 300 },
    );
  });
});
