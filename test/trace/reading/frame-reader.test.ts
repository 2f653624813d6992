import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Message } from '../../../src/protocol/messages.ts';
import type { BodyPolicy } from '../../../src/trace/format/body-policy.ts';
import { show } from '../../../src/trace/reading/show.ts';
import type { ShownLine } from '../../../src/trace/reading/show.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { anyChunking, inChunks } from '../../support/any-chunking.ts';
import type { Scene } from '../../support/any-tape.ts';
import { envelopeOf } from '../../support/pure-overlay.ts';
import { itemsOf, segmentsOf, smallSizes, tapeOf } from '../../support/tapes.ts';

const hi: Message = { kind: 'text', sequence: 3, body: new Body(Buffer.from('hi äß🙂')) };
const noText: Message = { kind: 'text', sequence: 4, body: new Body(Buffer.from([0xff, 0, 0xfe])) };
const receipt: Message = { kind: 'receipt', taken: 2 };
const bye: Message = { kind: 'bye', code: 'quit', text: 'so long' };

describe('the frames of an input', () => {
  it('are shown with what they say', () => {
    expect(framesOf(heard([hi, noText, receipt, bye]))).toEqual([
      { kind: 'text', sequence: 3, text: 'hi äß🙂' },
      { kind: 'text', sequence: 4, bytes: '/wD+' },
      { kind: 'receipt', taken: 2 },
      { kind: 'bye', code: 'quit', text: 'so long' },
    ]);
  });

  it('show bytes in base64, however deep they stand', () => {
    const { key, signature, ...envelope } = envelopeOf('c', 7);
    const sealed = { ...envelope, key, signature };
    const broadcast = { kind: 'broadcast', envelope: sealed, hops: 1, topic: 'news' } as const;
    const [shown] = framesOf(heard([{ ...broadcast, body: new Body(Buffer.from('hi')) }]));
    const inBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const told = { ...envelope, key: inBase64(key), signature: inBase64(signature) };
    expect(shown).toEqual({ ...broadcast, envelope: told, text: 'hi' });
  });

  it('tell of a body that was left out how long it was, and nothing else', () => {
    expect(framesOf(heard([hi, receipt], 'none'))).toEqual([
      { kind: 'text', sequence: 3, length: 11 },
      { kind: 'receipt', taken: 2 },
    ]);
  });

  it('end with why a stream could not be read any more', () => {
    const bytes = Uint8Array.from([...encodeFrames([receipt]), 0, 0, 0, 1, 9, 9]);
    const lines = linesOf(tapeOf([opened, chunks([bytes]), chunks([bytes])], { bodies: 'text' }));
    expect(lines.map(({ frames }) => frames)).toEqual([
      [
        { kind: 'receipt', taken: 2 },
        { kind: 'rejected', code: 'frame-too-short', text: 'a frame has no room for a header' },
      ],
      undefined,
    ]);
  });

  it('are the messages of the link, however they were cut and whatever was left out', () => {
    const anyBody = fc.oneof(fc.constant(0), fc.nat({ max: 300 }));
    const anyTexts = fc.array(fc.oneof(anyBody, fc.constant(null)), { minLength: 1, maxLength: 8 });
    const anyPolicy = fc.constantFrom<BodyPolicy[]>('none', 'text', 'all');
    fc.assert(
      fc.property(anyTexts, anyChunking, anyPolicy, (lengths, sizes, policy) => {
        const messages = lengths.map((length, sequence): Message => {
          if (length === null) return receipt;
          return { kind: 'text', sequence, body: new Body(Buffer.alloc(length, 0)) };
        });
        const scenes = inChunks(encodeFrames(messages), sizes).map((chunk) => chunks([chunk]));
        const shown = framesOf(linesOf(tapeOf([opened, ...scenes], { bodies: policy })));
        const expected = lengths.map((length, sequence) => {
          if (length === null) return { kind: 'receipt', taken: 2 };
          const isKept = policy !== 'none' || length === 0;
          const said = isKept ? { text: '\0'.repeat(length) } : { length };
          return { kind: 'text', sequence, ...said };
        });
        expect(shown).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a link that was open before the tape begins', () => {
  const [first, second] = halves(encodeFrames([hi, receipt]), 15);

  it('is followed from the half-received frame in the first checkpoint', () => {
    const state = [9, 0, 0, [['node/o1', 'connection', [], [], 0, 0, pendingOf(first), []]]];
    expect(framesOf(linesOf(tapeOf([chunks([second])], { state })))).toEqual([
      { kind: 'text', sequence: 3, text: 'hi äß🙂' },
      { kind: 'receipt', taken: 2 },
    ]);
    const [head, body] = pendingOf(first);
    const bare = [9, 0, 0, [['node/o1', 'connection', [], [], 0, 0, [head, body.length], []]]];
    expect(framesOf(linesOf(tapeOf([chunks([second])], { state: bare })))[0]).toEqual({
      kind: 'text',
      sequence: 3,
      length: 11,
    });
  });

  it('has no frames where no checkpoint says how it stands', () => {
    for (const state of [[], 1, [1, 2, 3, [[], 'x', ['node/o1', 1, 2, 3, 4, 5, 'x']]]]) {
      const [line] = linesOf(tapeOf([chunks([second])], { state }));
      expect(line).toMatchObject({ bytes: second.length });
      expect(line).not.toHaveProperty('frames');
    }
  });

  it('has no frames behind damage', () => {
    const scenes = Array.from({ length: 20 }, () =>
      chunks([encodeFrames([receipt, receipt, bye])]),
    );
    const { store } = tapeOf([opened, ...scenes], {
      sizes: { ...smallSizes, segmentBytesMax: 1e6 },
    });
    const segment = segmentsOf(store)['000001.tape']!;
    const pages = itemsOf(store).flatMap((item) => (item.kind === 'page' ? [item.offset] : []));
    segment[pages[1]! + 20]! ^= 1;
    const lines = linesOf({ store: MemoryTapeStore.of({ '000001.tape': segment }) });
    expect(lines[0]).toHaveProperty('frames');
    expect(lines.at(-1)).not.toHaveProperty('frames');
  });
});

const opened: Scene = (turn, at) => [
  { kind: 'input', turn, input: { type: 'link.opened', link: 'o1', address: 'a:1', at } },
];

function chunks(list: readonly Uint8Array[]): Scene {
  return (turn, at) => [
    { kind: 'input', turn, input: { type: 'link.bytes', link: 'o1', chunks: list, at } },
  ];
}

function heard(messages: readonly Message[], bodies: BodyPolicy = 'text'): ShownLine[] {
  return linesOf(tapeOf([opened, chunks([encodeFrames(messages)])], { bodies }));
}

function linesOf({ store }: { readonly store: MemoryTapeStore }): ShownLine[] {
  return [...show(store)].filter((line) => line['type'] === 'link.bytes');
}

function framesOf(lines: readonly ShownLine[]): unknown[] {
  return lines.flatMap((line) => line['frames'] as unknown[]);
}

function halves(bytes: Uint8Array, at: number): [Uint8Array, Uint8Array] {
  return [bytes.slice(0, at), bytes.slice(at)];
}

/** A frame's prefix has six bytes, the last two of them its header's length. */
function pendingOf(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  return halves(bytes, 6 + bytes[5]!);
}
