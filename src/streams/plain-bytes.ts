/**
 * The same bytes, and no Buffer: its `slice` is a view where that of a Uint8Array is a copy, and a tape would
 * take it for something else. Nobody shall see the difference.
 */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
