import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { ChunkShown, FrameShown } from '../../../../src/inspector/answers/moment.ts';
import { hexLines } from '../../../../src/inspector/page/turn/hex-lines.ts';

describe('a dump of what came', () => {
  it('cuts each line where another frame begins', () => {
    const lines = hexLines([chunkOf([0, 1, 2, 65, 66, 67, 6, 7, 8])], [frame(-2, 3), frame(3, 9)]);
    expect(lines).toEqual([
      {
        kind: 'bytes',
        offset: 0,
        runs: [
          { frame: 0, hex: '00 01 02', text: '···' },
          { frame: 1, hex: '41 42 43 06 07', text: 'ABC··' },
        ],
      },
      { kind: 'bytes', offset: 8, runs: [{ frame: 1, hex: '08', text: '·' }] },
    ]);
  });

  it('says what is not on the tape instead of showing zeros', () => {
    const chunk = { ...chunkOf([1, 2, 0, 0, 0, 3]), leftOut: [[2, 5]] as const };
    expect(hexLines([chunk], [frame(0, 6)])).toEqual([
      { kind: 'bytes', offset: 0, runs: [{ frame: 0, hex: '01 02', text: '··' }] },
      { kind: 'left-out', offset: 2, bytes: 3, frame: 0 },
      { kind: 'bytes', offset: 5, runs: [{ frame: 0, hex: '03', text: '·' }] },
    ]);
  });

  it('says how much of a piece is not shown, and where each of several begins', () => {
    const long = { ...chunkOf([1]), bytes: 100 };
    expect(hexLines([long, chunkOf([2])], null)).toEqual([
      { kind: 'piece', offset: 0, place: 0, bytes: 100 },
      { kind: 'bytes', offset: 0, runs: [{ frame: null, hex: '01', text: '·' }] },
      { kind: 'unshown', offset: 1, bytes: 99, frame: null },
      { kind: 'piece', offset: 100, place: 1, bytes: 1 },
      { kind: 'bytes', offset: 100, runs: [{ frame: null, hex: '02', text: '·' }] },
    ]);
  });

  it('shows every byte once, in order, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 })), (pieces) => {
        const lines = hexLines(
          pieces.map((piece) => chunkOf([...piece])),
          null,
        );
        const shown = lines.flatMap((line) =>
          line.kind === 'bytes' ? line.runs.flatMap(({ hex }) => hex.split(' ')) : [],
        );
        expect(shown.map((hex) => Number.parseInt(hex, 16))).toEqual(
          pieces.flatMap((one) => [...one]),
        );
      }),
    );
  });
});

function chunkOf(bytes: readonly number[]): ChunkShown {
  return { bytes: bytes.length, shown: btoa(String.fromCharCode(...bytes)), leftOut: [] };
}

function frame(start: number, end: number): FrameShown {
  return { kind: 'text', text: '', fields: [], start, end };
}
