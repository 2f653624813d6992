/** Bytes that others must not guess. */
export interface Entropy {
  draw(bytes: number): Uint8Array;
}
