import * as fc from 'fast-check';

/** Sizes of chunks, taken in turn and over again until all bytes are dealt out. */
export const anyChunking: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constant([1]),
  fc.constant([1_000_000_000]),
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 8 }),
);

/** Each chunk with a buffer of its own, as a socket gives it. */
export function inChunks(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunks.at(-1)!.length) {
    const size = sizes[chunks.length % sizes.length]!;
    chunks.push(bytes.slice(at, at + size));
  }
  return chunks;
}
