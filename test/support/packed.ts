import { packPlain } from '../../src/trace/format/pack-plain.ts';
import type { Plain } from '../../src/trace/format/plain.ts';

/** A value's own bytes, as a record would hold them. */
export function packed(value: unknown): Uint8Array {
  const bytes = packPlain(value as Plain, Buffer.alloc(4_096), 8);
  return Uint8Array.from(bytes.subarray(bytes.start, bytes.end));
}
