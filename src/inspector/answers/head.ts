/**
 * How far the tape is known: sent to each page as events named `head`, when something has changed and not
 * more often than a page can show. Whatever it says is a state and not a change, so a page that
 * is slow misses nothing by missing one.
 */
export interface Head {
  /** `reading`: what was there already; `live`: what is being recorded; `over`: there is no more. */
  readonly state: 'reading' | 'live' | 'over';
  /** null while it is not over. */
  readonly ending: Ending | null;
  /** Of the turns that can be looked at; 0 and 0 if there are none. */
  readonly firstTurn: number;
  readonly lastTurn: number;
  /** How many there are: the gaps between them left out. */
  readonly turns: number;
  /** When they were, in microseconds of the run. */
  readonly firstUs: number;
  readonly lastUs: number;
  readonly bytesRead: number;
  readonly bytes: number;
  /** Turns that there was no room for any more, and the oldest went first. */
  readonly forgotten: number;
  /** What is missing or wrong, in order; the first of them, if there are very many. */
  readonly faults: readonly Fault[];
  readonly moreFaults: number;
}

export interface Ending {
  readonly how: 'stopped' | 'crashed' | 'torn' | 'killed' | 'damaged' | 'unreadable' | 'newer';
  /** For people: a sentence. */
  readonly text: string;
}

export interface Fault {
  /** `gap`: the tape says itself that this is not on it. `different`: the code does not do what the tape says. */
  readonly kind: 'gap' | 'damage' | 'torn' | 'crashed' | 'different';
  readonly code: string;
  readonly text: string;
  /** The turns it took; `toTurn` is null where nobody knows. */
  readonly fromTurn: number;
  readonly toTurn: number | null;
  readonly segment: number;
  readonly offset: number;
  readonly bytes: number;
}
