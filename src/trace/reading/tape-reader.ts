import type { TapeHead } from '../format/tape-record.ts';
import type { TapeStore } from '../store/tape-store.ts';
import type { TapeItem } from './tape-item.ts';
import { TapeReading } from './tape-reading.ts';
import type { PagePlace } from './tape-reading.ts';

/**
 * Reads a trace from its first record to its last, holding no more of it than its longest record. All that
 * is wrong with it comes as a value, at its place among the others: behind damage reading goes on with
 * the next page that can be believed. Only a store that fails throws, and then a `TapeError`.
 */
export function readTape(store: TapeStore): Generator<TapeItem, void, undefined> {
  return new TapeReading(store).items();
}

/** The same from a page on, of a tape that was read before and has this head. */
export function readTapeFrom(
  store: TapeStore,
  head: TapeHead,
  page: PagePlace,
): Generator<TapeItem, void, undefined> {
  return TapeReading.from(store, head, page).items();
}
