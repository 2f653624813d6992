import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readHeader } from '../../src/codec/read-header.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { readText } from '../../src/codec/text-frames.ts';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { Body } from '../../src/protocol/body.ts';

const anySequence = fc.oneof(
  fc.maxSafeNat(),
  fc.constantFrom(0, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
);

describe('texts are read and written beside the table', () => {
  it('law: what was written is read, whatever the sequence and the body', () => {
    fc.assert(
      fc.property(anySequence, fc.uint8Array({ maxLength: 300 }), (sequence, bytes) => {
        const text = { kind: 'text', sequence, body: new Body(bytes) } as const;
        const { messages, rejection } = readMessages(nothingPending, [encodeFrames([text])]);
        const read = messages.map((message) => {
          if (message.kind !== 'text') return message.kind;
          const { source, start, end } = message.body;
          return [message.sequence, [...source.subarray(start, end)]];
        });
        expect({ read, rejection }).toEqual({ read: [[sequence, [...bytes]]], rejection: null });
      }),
    );
  });

  it('law: a header that is read so says just that, to whoever reads it by the table', () => {
    const anyHeader = fc
      .tuple(
        fc.constantFrom([0x92, 5], [0x93, 5], [0x92, 6], [0x91]),
        fc.uint8Array({ maxLength: 9 }),
      )
      .map(([beginning, rest]) => Uint8Array.from([...beginning, ...rest]));
    fc.assert(
      fc.property(anyHeader, (source) => {
        const { length: end } = source;
        const text = readText({ source, headerStart: 0, bodyStart: end, end });
        fc.pre(text !== null);
        expect(readHeader(source, 0, end)).toEqual([5, text?.sequence]);
      }),
      { numRuns: 2_000, maxSkipsPerRun: 10_000 },
    );
  });

  it('and a sequence that is none is our own fault', () => {
    const wrong = [-1, 0.5, NaN, 2 ** 53].map(
      (sequence) => () =>
        encodeFrames([{ kind: 'text', sequence, body: new Body(new Uint8Array(1)) }]),
    );
    for (const encode of wrong) expect(encode).toThrow('text.sequence is not uint');
  });
});
