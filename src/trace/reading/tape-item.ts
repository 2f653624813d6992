import type { NameRecord, TapeRecord } from '../format/tape-record.ts';

/** Where something lies: a segment's number, and bytes from the segment's start. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
}

/** What a reader finds, in order. After `unreadable` or `newer` nothing follows. */
export type TapeItem =
  | (Exclude<TapeRecord, NameRecord> & Place)
  | Damage
  | Torn
  | Unclosed
  | { readonly kind: 'unreadable'; readonly text: string }
  | { readonly kind: 'newer'; readonly format: number };

/**
 * A stretch that cannot be believed or is not there. The turns it took with it go from the first to
 * the last, both included; none were lost if the last is before the first, and how many were is
 * unknown if nothing readable follows.
 */
export interface Damage extends Place {
  readonly kind: 'damage';
  readonly bytes: number;
  readonly code: DamageCode;
  readonly fromTurn: number;
  readonly toTurn: number | null;
}

export type DamageCode =
  /** The file ends inside a record. */
  | 'cut-short'
  /** No record has it, or it leads past the end of a file that ends whole. */
  | 'bad-length'
  | 'bad-checksum'
  /** Its checksum holds, but it is no record of this format. */
  | 'bad-record'
  | 'out-of-order'
  | 'past-the-end'
  | 'misplaced-page'
  | 'missing-page'
  /** The segment's first bytes are no segment's. */
  | 'bad-segment'
  /** It belongs to another run, or has another number. */
  | 'misplaced-segment'
  | 'missing-segment'
  /** The next segment is there, but this one does not say that it goes on. */
  | 'unfinished-segment';

/**
 * What came last was not written whole, as after a crash: the file ends inside a record, or in zeros.
 * All before it is good.
 */
export interface Torn extends Place {
  readonly kind: 'torn';
  readonly bytes: number;
}

/** The tape ends here, whole, but without a word that the run ended. */
export interface Unclosed extends Place {
  readonly kind: 'unclosed';
}
