import type { Entropy } from '../../streams/entropy.ts';

export function randomUint32(entropy: Entropy): number {
  const bytes = entropy.draw(4);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
