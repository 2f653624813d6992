import { encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import type { Pending } from '../../src/codec/cut-frames.ts';
import { messageTable } from '../../src/codec/message-table.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readHeader } from '../../src/codec/read-header.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { anyChunking, inChunks } from '../support/any-chunking.ts';
import { anyMessages } from '../support/any-message.ts';
import { anyWireBytes } from '../support/any-wire-bytes.ts';
import { frameOf, prefixOf } from '../support/wire-bytes.ts';

/** Whole buffers, since a view keeps all it looks into. */
function keptBytes(pending: Pending): number {
  let kept = 0;
  for (let piece = pending.pieces; piece !== null; piece = piece.older) {
    kept += piece.bytes.buffer.byteLength;
  }
  return kept;
}

function fieldsOf(message: Message): string[] {
  return Object.keys(message).filter((name) => name !== 'kind' && name !== 'body');
}

function withoutBody(message: Message): unknown {
  return 'body' in message ? { ...message, body: null } : { ...message };
}

describe('law: no bytes throw, and none keep more than the limits (S0-54)', () => {
  it('over all that a peer may send, in all chunkings', () => {
    fc.assert(
      fc.property(anyWireBytes, anyChunking, (bytes, sizes) => {
        let pending = nothingPending;
        for (const chunk of inChunks(bytes, sizes)) {
          const read = readMessages(pending, [chunk]);
          ({ pending } = read);
          expect(keptBytes(pending)).toBeLessThanOrEqual(2 * pending.received);
          expect(pending.received).toBeLessThan(4 + limits.frameBytesMax);
          if (read.rejection === null) continue;
          expect(Object.keys(closeCodes)).toContain(read.rejection.code);
          expect(read.pending).toBe(nothingPending);
          break;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('over small rests of big chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 40 }), (sizes) => {
        let pending = cutFrames(nothingPending, [prefixOf(limits.frameBytesMax, 3)]).pending;
        for (const size of sizes) {
          const chunk = new Uint8Array(65_536);
          ({ pending } = cutFrames(pending, [chunk.subarray(0, size)]));
          expect(keptBytes(pending)).toBeLessThanOrEqual(2 * pending.received);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('over arbitrary headers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (header) => {
        const items = readHeader(header, 0, header.length);
        if (!Array.isArray(items)) expect(items.code).toBe('malformed-header');
        readMessages(nothingPending, [frameOf(header)]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('law: a length does what the limits say with the byte that completes it', () => {
  it('over all lengths', () => {
    const { frameBytesMax } = limits;
    const edges = [0, 2, 3, frameBytesMax, frameBytesMax + 1, 2 ** 31, 2 ** 32 - 1];
    const anyLength = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 2 * frameBytesMax }),
      fc.constantFrom(...edges),
    );
    fc.assert(
      fc.property(anyLength, anyChunking, (length, sizes) => {
        const { pending, rejection } = cutFrames(nothingPending, inChunks(prefixOf(length), sizes));
        const code =
          length < 3 ? 'frame-too-short' : length > frameBytesMax ? 'frame-too-long' : null;

        expect(rejection?.code ?? null).toBe(code);
        expect(pending.received).toBe(code === null ? 4 : 0);
        expect(keptBytes(pending)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('law: a header outside of the subset is rejected by name', () => {
  const anyDepth = fc.integer({ min: 1, max: 40 });
  const malformed = (text: string) => ({ code: 'malformed-header', text: `a header ${text}` });
  const read = (value: unknown) => {
    const bytes = encode(value, { useBigInt64: true });
    return readHeader(bytes, 0, bytes.length);
  };

  it('over all depths', () => {
    fc.assert(
      fc.property(anyDepth, (depth) => {
        let value: unknown[] = [];
        for (let i = 1; i < depth; i++) value = [value];

        expect(read(value)).toEqual(
          depth > limits.headerDepthMax ? malformed('nests over 4 deep') : value,
        );
      }),
    );
  });

  it('over all counts of items, in one array or many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 6 }), (counts) => {
        const value = counts.map((count) => Array<number>(count).fill(0));
        const items = counts.length + counts.reduce((sum, count) => sum + count, 0);

        expect(read(value)).toEqual(
          items > limits.headerItemsMax ? malformed('has over 256 items') : value,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('over all integers of 64 bits', () => {
    const anyInteger = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
      fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
      fc.integer().map(BigInt),
      fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n) + 1n, -(2n ** 53n)),
    );
    fc.assert(
      fc.property(anyInteger, (integer) => {
        const isExact = Number.isSafeInteger(Number(integer));

        expect(read([integer])).toEqual(
          isExact ? [Number(integer)] : malformed('holds an integer beyond 2^53 - 1'),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('over floats, maps, extensions and dates, anywhere among good items', () => {
    const anyForeign = fc.oneof(
      fc.double({ noInteger: true }).map((value) => [value, 'holds a float'] as const),
      fc.dictionary(fc.string(), fc.nat()).map((value) => [value, 'holds a map'] as const),
      fc.constant([new Date(0), 'holds an extension'] as const),
    );
    fc.assert(
      fc.property(anyForeign, fc.array(fc.nat()), ([foreign, text], before) => {
        expect(read([...before, foreign])).toEqual(malformed(text));
      }),
    );
  });
});

describe('law: what is read has copies of the declared fields, and nothing else', () => {
  it('over all that a peer may send', () => {
    fc.assert(
      fc.property(anyWireBytes, (bytes) => {
        for (const message of readMessages(nothingPending, [bytes]).messages) {
          const { fields } = messageTable[message.kind];

          expect(fieldsOf(message)).toEqual(fields.map(({ name }) => name));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('over all messages, when the bytes they came in are wiped', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const socketBytes = Buffer.from(encodeFrames(messages));
        const read = readMessages(nothingPending, [socketBytes]).messages;
        socketBytes.fill(0);

        expect(read.map(withoutBody)).toEqual(messages.map(withoutBody));
      }),
      { numRuns: 200 },
    );
  });
});
