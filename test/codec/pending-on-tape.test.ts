import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import { pendingFromPlain, pendingToPlain } from '../../src/codec/pending-on-tape.ts';
import { limits } from '../../src/protocol/limits.ts';
import { frameOf, prefixOf } from '../support/wire-bytes.ts';

const frame = frameOf([0x92, 5, 1], [97, 98, 99]);
const half = cutFrames(nothingPending, [frame.slice(0, 11)]).pending;

describe('a half-received frame on tape', () => {
  it('is its head and its body', () => {
    expect(pendingToPlain(half, true)).toEqual([frame.slice(0, 9), Uint8Array.of(97, 98)]);
  });

  it('is its head and the length of its body, if bodies are left out', () => {
    expect(pendingToPlain(half, false)).toEqual([frame.slice(0, 9), 2]);
  });

  it('has its body if it is chosen, by its header and the length that it will have', () => {
    const asked: unknown[] = [];
    const keptIf = (isKept: boolean) => ({
      ofValue: () => !isKept,
      ofFrame: (header: Uint8Array, length: number) => {
        asked.push([...header], length);
        return isKept;
      },
    });

    expect(pendingToPlain(half, keptIf(true))).toEqual(pendingToPlain(half, true));
    expect(pendingToPlain(half, keptIf(false))).toEqual(pendingToPlain(half, false));
    expect(asked).toEqual([[0x92, 5, 1], 3, [0x92, 5, 1], 3]);
  });

  it('is nothing when nothing is pending', () => {
    expect(pendingToPlain(nothingPending, false)).toEqual([new Uint8Array(0), 0]);
    expect(pendingFromPlain([new Uint8Array(0), 0])).toBe(nothingPending);
  });

  it('shares no bytes with the frame', () => {
    const [head, body] = pendingToPlain(half, true);
    head.fill(255);
    (body as Uint8Array).fill(255);

    expect(pendingToPlain(half, true)).toEqual([frame.slice(0, 9), Uint8Array.of(97, 98)]);
  });

  it.each([
    ['nothing at all', null],
    ['a list of one', [frame]],
    ['a head that is text', ['head', 0]],
    ['a body length below zero', [frame.slice(0, 9), -1]],
    ['a body length with a fraction', [frame.slice(0, 9), 0.5]],
    ['a body length over limits.bodyBytesMax', [frame.slice(0, 9), limits.bodyBytesMax + 1]],
    ['a body length that nobody could allocate', [frame.slice(0, 9), 2 ** 53 - 1]],
    ['a whole frame', [frame.slice(0, 9), 3]],
    ['more than a frame', [frame.slice(0, 9), 4]],
    ['a head that ends within the body', [frame.slice(0, 10), 1]],
    ['a body after half a header', [frame.slice(0, 8), 1]],
    ['a body after half a prefix', [frame.slice(0, 2), 1]],
    ['a frame over the limits', [prefixOf(2 ** 32 - 1), 0]],
  ])('is not %s', (_, plain) => {
    expect(() => pendingFromPlain(plain)).toThrow(TypeError);
  });
});
