import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import { limits } from '../../src/protocol/limits.ts';
import { concat, frameOf, prefixOf } from '../support/wire-bytes.ts';

const ping = frameOf([0x92, 3, 7]);
const letters = frameOf([0x92, 5, 1], [97, 98, 99]);

describe('cutting frames', () => {
  it('gives views of a chunk that holds whole frames', () => {
    const chunk = concat([ping, letters]);

    expect(cutFrames(nothingPending, [chunk])).toEqual({
      frames: [
        { source: chunk, headerStart: 6, bodyStart: 9, end: 9 },
        { source: chunk, headerStart: 15, bodyStart: 18, end: 21 },
      ],
      pending: nothingPending,
      rejection: null,
    });
  });

  it('looks into the very bytes of the chunk', () => {
    expect(cutFrames(nothingPending, [ping]).frames[0]?.source).toBe(ping);
  });

  it('joins a frame that spans chunks', () => {
    const chunks = [letters.slice(0, 3), letters.slice(3, 8), letters.slice(8)];

    expect(cutFrames(nothingPending, chunks)).toEqual({
      frames: [{ source: letters.slice(6), headerStart: 0, bodyStart: 3, end: 6 }],
      pending: nothingPending,
      rejection: null,
    });
  });

  it('takes empty chunks for what they are', () => {
    const half = cutFrames(nothingPending, [letters.slice(0, 8)]).pending;
    const empty = new Uint8Array(0);

    expect(cutFrames(half, [empty, letters.slice(8), empty]).frames).toHaveLength(1);
    expect(cutFrames(half, [empty])).toEqual({ frames: [], pending: half, rejection: null });
    expect(cutFrames(half, [])).toEqual({ frames: [], pending: half, rejection: null });
  });

  it('still gives the frames that came before a rejected one', () => {
    const chunk = concat([ping, letters, prefixOf(0)]);

    expect(cutFrames(nothingPending, [chunk])).toMatchObject({
      frames: [{ end: 9 }, { end: 21 }],
      pending: nothingPending,
      rejection: { code: 'frame-too-short' },
    });
  });

  it('does not keep a big chunk for a small rest of it', () => {
    const chunk = concat([frameOf([0x92, 5, 1], new Uint8Array(60_000)), letters.slice(0, 10)]);

    expect(cutFrames(nothingPending, [chunk]).pending.pieces?.bytes.buffer.byteLength).toBe(4);
  });

  it('keeps no list of single bytes', () => {
    const frame = frameOf([0x92, 5, 1], new Uint8Array(20_000));
    let pending = nothingPending;
    let longest = 0;
    for (const byte of frame.subarray(0, -1)) {
      pending = cutFrames(pending, [Uint8Array.of(byte)]).pending;
      let pieces = 0;
      for (let piece = pending.pieces; piece !== null; piece = piece.older) pieces++;
      longest = Math.max(longest, pieces);
    }

    expect(longest).toBeLessThanOrEqual(17);
  });
});

describe('judging a length before anything is waited for', () => {
  const { frameBytesMax, headerBytesMax, bodyBytesMax } = limits;
  const fine = null;

  it.each([
    ['length 0', prefixOf(0), 'frame-too-short'],
    ['no room for a header', prefixOf(2), 'frame-too-short'],
    ['room for the shortest header', prefixOf(3, 1), fine],
    ['limits.frameBytesMax', prefixOf(frameBytesMax, headerBytesMax), fine],
    ['limits.frameBytesMax + 1', prefixOf(frameBytesMax + 1), 'frame-too-long'],
    ['length 2^32 - 1', prefixOf(2 ** 32 - 1), 'frame-too-long'],
    ['header length 0', prefixOf(100, 0), 'frame-too-short'],
    ['a header that just fits', prefixOf(100, 98), fine],
    ['a header that just does not fit', prefixOf(100, 99), 'frame-too-short'],
    ['limits.headerBytesMax', prefixOf(10_000, headerBytesMax), fine],
    ['limits.headerBytesMax + 1', prefixOf(10_000, headerBytesMax + 1), 'header-too-long'],
    ['header length 2^16 - 1', prefixOf(100_000, 65_535), 'header-too-long'],
    ['limits.bodyBytesMax', prefixOf(2 + 3 + bodyBytesMax, 3), fine],
    ['limits.bodyBytesMax + 1', prefixOf(2 + 3 + bodyBytesMax + 1, 3), 'frame-too-long'],
  ])('%s', (_, prefix, code) => {
    const { frames, pending, rejection } = cutFrames(nothingPending, [prefix]);

    expect([frames, rejection?.code ?? null, pending.pieces]).toEqual([[], code, null]);
    expect(pending.received).toBe(code === null ? prefix.length : 0);
  });
});
