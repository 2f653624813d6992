/** `/api/timeline?from=&to=&buckets=`: a stretch of turns, in so many parts of the same number of turns. */
export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly turnsPerBucket: number;
  readonly buckets: readonly Bucket[];
  readonly marks: readonly Mark[];
  readonly moreMarks: number;
}

export interface Bucket {
  readonly fromTurn: number;
  /** When its first turn was, in microseconds of the run; null if none of its turns is there. */
  readonly us: number | null;
  /** How many turns of each lane, in the order of `lanes`. */
  readonly turns: readonly number[];
}

/** What began a turn. */
export const lanes = ['bytes', 'links', 'commands', 'timers', 'others'] as const;

export type Lane = (typeof lanes)[number];

/** A moment that somebody may want to look at. */
export interface Mark {
  readonly kind:
    | 'mark'
    | 'connected'
    | 'closed'
    | 'refused'
    | 'gap'
    | 'damage'
    | 'crashed'
    | 'different'
    | 'end';
  readonly turn: number;
  readonly us: number;
  /** For people: what the user wrote, or who it was and why. */
  readonly text: string;
}
