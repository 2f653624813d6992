import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/streams/read-lines.ts';

describe('lines of a stream', () => {
  it('are what stands between line feeds, the last one with or without', async () => {
    expect(await linesOf(['one\n', 'two\r\n\nthree'])).toEqual(['one', 'two', '', 'three']);
    expect(await linesOf(['one\n'])).toEqual(['one']);
    expect(await linesOf([])).toEqual([]);
  });

  it('are the same however the bytes are cut', async () => {
    const law = fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''))),
      fc.integer({ min: 1, max: 7 }),
      async (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
        expect(await linesOf(pieces)).toEqual(lines);
      },
    );
    await fc.assert(law, { numRuns: 100 });
  });

  it('are null where they are too long, and the next one is whole again', async () => {
    expect(await linesOf(['12345678\n123456789', '\nnext\n', '1234567890'], 8)).toEqual([
      '12345678',
      null,
      'next',
      null,
    ]);
  });
});

async function linesOf(chunks: readonly (string | Uint8Array)[], bytesMax = 1_000) {
  const lines: (string | null)[] = [];
  for await (const line of readLines(from(chunks), bytesMax)) lines.push(line);
  return lines;
}

async function* from(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
