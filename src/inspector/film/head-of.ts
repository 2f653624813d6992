import { TapeError } from '../../trace/format/tape-error.ts';
import type { TapeStore } from '../../trace/store/tape-store.ts';
import type { Head } from '../answers/head.ts';
import type { FilmLedger } from './film-ledger.ts';

export interface HeadParts {
  readonly state: Head['state'];
  readonly bytesRead: number;
  /** When reading began. */
  readonly bytes: number;
}

/** How far a tape is known. */
export function headOf({ rows, faults, forgotten }: FilmLedger, parts: HeadParts): Head {
  const { state, bytesRead } = parts;
  const bytes = Math.max(parts.bytes, bytesRead);
  const hasTurns = rows.count > 0;
  return {
    state,
    ending: state === 'over' ? faults.ending : null,
    firstTurn: hasTurns ? rows.turn(rows.first) : 0,
    lastTurn: hasTurns ? rows.turn(rows.end - 1) : 0,
    turns: rows.count,
    firstUs: hasTurns ? rows.us(rows.first) : 0,
    lastUs: hasTurns ? rows.us(rows.end - 1) : 0,
    bytesRead: state === 'reading' ? bytesRead : bytes,
    bytes,
    forgotten,
    faults: faults.told,
    moreFaults: faults.more,
  };
}

export function isSameHead(one: Head, other: Head): boolean {
  return Object.keys(one).every((key) => one[key as keyof Head] === other[key as keyof Head]);
}

/** 0 where that cannot be known. */
export function sizeOf(store: TapeStore): number {
  let bytes = 0;
  try {
    for (const name of store.list()) {
      const source = store.open(name);
      bytes += source.size;
      source.close();
    }
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
  }
  return bytes;
}
