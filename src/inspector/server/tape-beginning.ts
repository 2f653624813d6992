import type { TapeHead } from '../../trace/format/tape-record.ts';
import { readTape } from '../../trace/reading/tape-reader.ts';
import type { TapeStore } from '../../trace/store/tape-store.ts';

/** What a tape says of its run before anything has happened in it. */
export interface TapeBeginning {
  readonly head: TapeHead;
  /** Epoch milliseconds; null if it does not say soon. */
  readonly startedMs: number | null;
}

/** Throws a `TapeError` if the disk refuses. */
export function tapeBeginning(store: TapeStore): TapeBeginning | 'unreadable' | 'newer' {
  let head: TapeHead | null = null;
  let isLate = 0;
  for (const item of readTape(store)) {
    if (item.kind === 'newer') return 'newer';
    if (item.kind === 'header') head ??= item;
    if (head === null) continue;
    if (item.kind === 'clock') return { head, startedMs: Math.round(item.wall - item.at / 1_000) };
    isLate += 1;
    if (isLate > SOON) break;
  }
  return head === null ? 'unreadable' : { head, startedMs: null };
}

/** So many records, and the clock is not looked for any more. */
const SOON = 1_000;
