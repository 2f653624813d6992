import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { itemsOf } from './tapes.ts';

/** A segment's parts: what stands before its first page, its pages, and its last record. */
export function partsOf(segment: Uint8Array): { start: Uint8Array; pages: Uint8Array[] } {
  const items = itemsOf(MemoryTapeStore.of({ '000001.tape': segment }));
  const offsets = items.flatMap((item) => (item.kind === 'page' ? [item.offset] : []));
  const pages = offsets.map((offset, index) => segment.slice(offset, offsets[index + 1]));
  return { start: segment.slice(0, offsets[0]), pages };
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
