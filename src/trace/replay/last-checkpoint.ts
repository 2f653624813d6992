import { readTape } from '../reading/tape-reader.ts';
import type { TapeStore } from '../store/tape-store.ts';

/** The turn of the last checkpoint at or before this one; null if there is none. */
export function lastCheckpoint(store: TapeStore, turn: number): number | null {
  let last: number | null = null;
  for (const item of readTape(store)) {
    if (item.kind === 'input' && item.turn > turn) break;
    if (item.kind === 'checkpoint' && item.turn <= turn) last = item.turn;
  }
  return last;
}
