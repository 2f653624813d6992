import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOfTape } from '../../../src/node/face/place-of-tape.ts';
import { limits } from '../../../src/protocol/limits.ts';

const wall = Date.UTC(2026, 10, 20, 13, 15);
const run = '2026-11-20T13-15-00.000Z';
let data = '';

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'place-'));
});

afterEach(() => {
  rmSync(data, { recursive: true });
});

describe('the place of a tape', () => {
  it('is a folder of its own in the data folder, with half of limits.traceKeepBytes', () => {
    expect(placeOfTape({ trace: null, traceKeepBytes: null }, data, wall)).toEqual({
      path: join(data, 'traces', run),
      keepBytes: limits.traceKeepBytes / 2,
    });
  });

  it('has half of what the user keeps, but never less than limits.traceKeepBytesMin', () => {
    const keep = (traceKeepBytes: number) =>
      placeOfTape({ trace: null, traceKeepBytes }, data, wall)?.keepBytes;
    expect(keep(64 * 1024 * 1024)).toBe(32 * 1024 * 1024);
    expect(keep(limits.traceKeepBytesMin)).toBe(limits.traceKeepBytesMin);
  });

  it('is where the user says, and all of it is kept unless the user says so too', () => {
    const trace = join(data, 'mine');
    expect(placeOfTape({ trace, traceKeepBytes: null }, data, wall)).toEqual({
      path: trace,
      keepBytes: null,
    });
    expect(placeOfTape({ trace, traceKeepBytes: 5_000_000 }, null, wall)).toEqual({
      path: trace,
      keepBytes: 5_000_000,
    });
  });

  it('is nowhere for a node that is not recorded, or that has no data folder', () => {
    expect(placeOfTape({ trace: false, traceKeepBytes: null }, data, wall)).toBe(null);
    expect(placeOfTape({ trace: null, traceKeepBytes: null }, null, wall)).toBe(null);
  });
});
