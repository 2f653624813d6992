import type { ChunkShown, FrameShown } from '../../answers/moment.ts';

/**
 * What came, as lines of a dump. Each line of bytes is cut into runs that belong to the same frame, so that a frame
 * and its bytes can be shown to be the same; what is not on the tape is a line of its own, as long as it may be.
 */
export type HexLine = BytesLine | HoleLine | PieceLine;

export interface BytesLine {
  readonly kind: 'bytes';
  readonly offset: number;
  readonly runs: readonly HexRun[];
}

export interface HexRun {
  /** Its place in the list of frames; null: it belongs to none. */
  readonly frame: number | null;
  readonly hex: string;
  readonly text: string;
}

/** `left-out`: it is not on the tape; `unshown`: it is too long to be shown. */
export interface HoleLine {
  readonly kind: 'left-out' | 'unshown';
  readonly offset: number;
  readonly bytes: number;
  readonly frame: number | null;
}

/** Here begins the next of several pieces. */
export interface PieceLine {
  readonly kind: 'piece';
  readonly offset: number;
  readonly place: number;
  readonly bytes: number;
}

const bytesPerLine = 8;

export function hexLines(
  chunks: readonly ChunkShown[],
  frames: readonly FrameShown[] | null,
): HexLine[] {
  const frameAt = finder(frames ?? []);
  const lines: HexLine[] = [];
  let offset = 0;
  for (const [place, chunk] of chunks.entries()) {
    if (chunks.length > 1) lines.push({ kind: 'piece', offset, place, bytes: chunk.bytes });
    addChunk(lines, chunk, offset, frameAt);
    offset += chunk.bytes;
  }
  return lines;
}

type FrameAt = (offset: number) => number | null;

function addChunk(lines: HexLine[], chunk: ChunkShown, base: number, frameAt: FrameAt): void {
  const bytes = bytesOf(chunk.shown);
  let from = 0;
  for (const [start, end] of chunk.leftOut) {
    addBytes(lines, bytes.subarray(from, start), base + from, frameAt);
    const offset = base + start;
    lines.push({ kind: 'left-out', offset, bytes: end - start, frame: frameAt(offset) });
    from = end;
  }
  addBytes(lines, bytes.subarray(from), base + from, frameAt);
  const missing = chunk.bytes - bytes.length;
  const offset = base + bytes.length;
  if (missing > 0) lines.push({ kind: 'unshown', offset, bytes: missing, frame: frameAt(offset) });
}

function addBytes(lines: HexLine[], bytes: Uint8Array, base: number, frameAt: FrameAt): void {
  for (let from = 0; from < bytes.length; from += bytesPerLine) {
    const part = bytes.subarray(from, from + bytesPerLine);
    lines.push({ kind: 'bytes', offset: base + from, runs: runsOf(part, base + from, frameAt) });
  }
}

function runsOf(bytes: Uint8Array, base: number, frameAt: FrameAt): HexRun[] {
  const runs: { frame: number | null; hex: string; text: string }[] = [];
  for (const [place, byte] of bytes.entries()) {
    const frame = frameAt(base + place);
    const hex = byte.toString(16).padStart(2, '0');
    const last = runs.at(-1);
    if (last === undefined || last.frame !== frame) {
      runs.push({ frame, hex, text: letterOf(byte) });
    } else {
      last.hex += ` ${hex}`;
      last.text += letterOf(byte);
    }
  }
  return runs;
}

/** Frames lie one behind the other, and are asked for in that order nearly always. */
function finder(frames: readonly FrameShown[]): FrameAt {
  let last = 0;
  const holds = (place: number, offset: number): boolean => {
    const { start, end } = frames[place]!;
    return start !== null && end !== null && start <= offset && offset < end;
  };
  return (offset) => {
    for (let tried = 0; tried < frames.length; tried += 1) {
      const place = (last + tried) % frames.length;
      if (!holds(place, offset)) continue;
      last = place;
      return place;
    }
    return null;
  };
}

function letterOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
