import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames, encodeInPieces } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { concat, frameOf } from '../support/wire-bytes.ts';

const [origin, target, relay] = ['a'.repeat(52), 'b'.repeat(52), 'c'.repeat(52)];
const key = new Uint8Array(44).fill(1);
const signature = new Uint8Array(64).fill(2);
const envelope = [origin, [3, 4], 5, 32, 1_790_000_000_000, key, signature];
const seek = [21, target, envelope, [relay], [relay]];
const letter = [22, target, envelope, 7, 'text', 'news', 0, 2, [relay]];
const fate: readonly unknown[] = [23, target, [8, 9], [1, 2], envelope, 'delivered', '', [relay]];

const envelopeRead = {
  origin,
  instance: { boot: 3, nonce: 4 },
  sequence: 5,
  hopLimit: 32,
  expires: 1_790_000_000_000,
  key,
  signature,
};

function read(items: readonly unknown[], body: number[] = []) {
  const { messages, rejection } = readMessages(nothingPending, [frameOf(encode(items), body)]);
  return rejection ?? messages[0];
}

const many = (count: number, item: unknown) => Array<unknown>(count).fill(item);
const long = (bytes: number) => 'x'.repeat(bytes);

describe('decoding mail', () => {
  it('gives a letter, and its body as a view', () => {
    const frame = frameOf(encode(letter), [104, 105]);
    const { messages } = readMessages(nothingPending, [frame]);

    expect(messages).toEqual([
      {
        kind: 'letter',
        target,
        envelope: envelopeRead,
        number: 7,
        purpose: 'text',
        topic: 'news',
        re: 0,
        hops: 2,
        path: [relay],
        body: new Body(frame, frame.length - 2, frame.length),
      },
    ]);
    expect(messages[0]).toHaveProperty('body.source', frame);
  });

  it('gives a seek and a fate, which have no body', () => {
    expect(read(seek)).toEqual({
      kind: 'seek',
      target,
      envelope: envelopeRead,
      path: [relay],
      avoid: [relay],
    });
    expect(read(fate)).toEqual({
      kind: 'fate',
      to: target,
      instance: { boot: 8, nonce: 9 },
      sequences: [1, 2],
      envelope: envelopeRead,
      code: 'delivered',
      next: '',
      path: [relay],
    });
    for (const words of [seek, fate])
      expect(read(words, [1])).toHaveProperty('code', 'unexpected-body');
  });

  it('takes as next of a fate a peer, or nobody, and nothing else', () => {
    expect(read(fate.with(6, relay))).toHaveProperty('next', relay);
    for (const next of ['anna', null, 0])
      expect(read(fate.with(6, next))).toHaveProperty('code', 'bad-field');
    const odd = { ...(read(fate) as object), next: 'anna' } as never;
    expect(() => encodeFrames([odd])).toThrow(RangeError);
  });

  it.each([
    ['a target that is none', letter.with(1, 'anna')],
    ['an envelope that ends early', seek.with(2, envelope.slice(0, -1))],
    ['a way over somebody who is nobody', letter.with(8, ['anna'])],
    ['a way that is none', fate.with(7, relay)],
    ['a number below zero', letter.with(3, -1)],
    ['a sequence that is none', fate.with(3, ['1'])],
    ['a letter without a way', letter.slice(0, -1)],
  ])('rejects %s', (_, items) => {
    expect(read(items)).toHaveProperty('code', 'bad-field');
  });
});

describe('mail is held to', () => {
  it.each([
    ['limits.letterPurposeBytesMax', letter, 4, limits.letterPurposeBytesMax],
    ['limits.topicBytesMax', letter, 5, limits.topicBytesMax],
    ['limits.closeCodeBytesMax', fate, 5, limits.closeCodeBytesMax],
  ])('%s', (_, items, index, bytes) => {
    expect(read(items.with(index, long(bytes)))).toHaveProperty('kind');
    expect(read(items.with(index, long(bytes + 1)))).toHaveProperty('code', 'bad-field');
  });

  it.each([
    ['limits.fateSequencesMax', fate, 3, limits.fateSequencesMax, 1],
    ['a way of limits.hopLimitMax, of a seek', seek, 3, limits.hopLimitMax - 1, relay],
    ['limits.avoidedMax of whom a seek avoids', seek, 4, limits.avoidedMax, relay],
    ['a way of limits.hopLimitMax, of a letter', letter, 8, limits.hopLimitMax - 1, relay],
    ['a way of limits.hopLimitMax, of a fate', fate, 7, limits.hopLimitMax - 1, relay],
  ] as [string, unknown[], number, number, unknown][])('%s', (_, items, index, count, item) => {
    expect(read(items.with(index, many(count, item)))).toHaveProperty('kind');
    expect(read(items.with(index, many(count + 1, item)))).toHaveProperty('code', 'bad-field');
  });

  it('limits.bodyBytesMax, and a long body is not copied', () => {
    const body = new Body(new Uint8Array(limits.bodyBytesMax + 1), 0, limits.bodyBytesMax);
    const said = { ...(read(letter) as object), body } as never;
    const pieces = encodeInPieces([said]);

    expect(pieces.map(({ buffer }) => buffer === body.source.buffer)).toEqual([false, true]);
    expect(concat(pieces)).toEqual(encodeFrames([said]));
    const longer = { ...(said as object), body: new Body(body.source) } as never;
    expect(() => encodeFrames([longer])).toThrow(RangeError);
  });
});
