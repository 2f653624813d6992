import { describe, expect, it } from 'vitest';
import { encodeFrames, encodeInPieces } from '../../src/codec/encode-frames.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Hello } from '../../src/protocol/messages.ts';
import { concat, hex } from '../support/wire-bytes.ts';

const hello: Hello = {
  kind: 'hello',
  version: 1,
  network: 'lab',
  id: 'a'.repeat(52),
  instance: { boot: 3, nonce: 4 },
  nonce: new Uint8Array(16),
  dial: 5,
  name: 'anna',
  addresses: ['127.0.0.1:7000'],
  capabilities: ['text'],
  purpose: 'stay',
};
const textOf = (length: number) =>
  ({ kind: 'text', sequence: 1, body: new Body(new Uint8Array(length)) }) as const;

describe('encoding frames', () => {
  it('lays a frame out as length, header length, header and body', () => {
    const body = new Body(Uint8Array.of(0, 104, 105, 0), 1, 3);

    expect(hex(encodeFrames([{ kind: 'text', sequence: 7, body }]))).toBe(
      ['00000007', '0003', '920507', '6869'].join(''),
    );
  });

  it('puts all messages into one buffer, in order', () => {
    const ping = { kind: 'ping', token: 1 } as const;
    const welcome = { kind: 'welcome' } as const;

    expect(encodeFrames([hello, ping, welcome])).toEqual(
      concat([encodeFrames([hello]), encodeFrames([ping]), encodeFrames([welcome])]),
    );
  });

  it('makes nothing of no messages', () => {
    expect(encodeFrames([])).toEqual(new Uint8Array(0));
  });

  it.each([
    ['a body over limits.bodyBytesMax', textOf(limits.bodyBytesMax + 1)],
    ['a number below zero', { kind: 'ping', token: -1 }],
    ['a number with a fraction', { kind: 'ping', token: 0.5 }],
    ['a number beyond 2^53 - 1', { kind: 'ping', token: 2 ** 53 }],
    ['not a number', { kind: 'ping', token: Number.NaN }],
    ['a name over limits.nodeNameBytesMax', { ...hello, name: 'ä'.repeat(33) }],
    ['an id that is none', { ...hello, id: 'anna' }],
    ['an instance that is none', { ...hello, instance: { boot: 1, nonce: -1 } }],
    ['a short nonce', { ...hello, nonce: new Uint8Array(15) }],
    [
      'more than limits.addressesMax addresses',
      { ...hello, addresses: Array<string>(limits.addressesMax + 1).fill('x') },
    ],
    ['a long address', { ...hello, addresses: ['x'.repeat(limits.addressBytesMax + 1)] }],
  ] as const)('throws for %s', (_, message) => {
    expect(() => encodeFrames([message])).toThrow(RangeError);
  });

  it('says which field is at fault', () => {
    expect(() => encodeFrames([{ ...hello, name: 'x'.repeat(65) }])).toThrow(
      'hello.name is not text of at most 64 bytes',
    );
  });

  it('throws for a text with half a character in it', () => {
    expect(() => encodeFrames([{ ...hello, name: '\ud83d' }])).toThrow(TypeError);
    expect(() => encodeFrames([{ kind: 'bye', code: 'quit', text: 'a\udc00b' }])).toThrow(
      TypeError,
    );
  });

  it('takes the longest body there may be', () => {
    expect(encodeFrames([textOf(limits.bodyBytesMax)])).toHaveLength(6 + 3 + limits.bodyBytesMax);
  });
});

describe('frames in pieces', () => {
  const ping: Message = { kind: 'ping', token: 5 };
  const welcome: Message = { kind: 'welcome' };
  const short = new Body(new Uint8Array(100).fill(1));
  const long = new Body(new Uint8Array(20_002).fill(2), 1, 20_001);
  const text = (sequence: number, body: Body) => ({ kind: 'text', sequence, body }) as const;

  it('are the same bytes, with long bodies as they are', () => {
    const messages = [ping, text(1, long), text(2, short), text(3, long), text(300, long), welcome];
    const pieces = encodeInPieces(messages);
    expect(concat(pieces)).toEqual(encodeFrames(messages));
    const uncopied = pieces.filter(({ buffer }) => buffer === long.source.buffer);
    expect(uncopied.map(({ length }) => length)).toEqual([20_000, 20_000, 20_000]);
  });

  it('are one piece where no body is long', () => {
    expect(encodeInPieces([ping, text(1, short)])).toEqual([encodeFrames([ping, text(1, short)])]);
    expect(concat(encodeInPieces([]))).toEqual(new Uint8Array(0));
  });

  it('end with a long body if nothing follows it', () => {
    const pieces = encodeInPieces([text(1, long)]);
    expect(pieces.map(({ length }) => length)).toEqual([9, 20_000]);
  });
});
