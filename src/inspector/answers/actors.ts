/**
 * `/api/actors?turn=&q=&machine=&state=&code=&gone=&from=&count=`: who is there behind a turn, or made its last step in
 * it, and who was before (`gone=1`). What is asked is matched with the path, the name and the id of the peer, and its
 * address.
 */
export interface Actors {
  /** How many fit what was asked, and how many there are in all. */
  readonly fitting: number;
  readonly all: number;
  readonly from: number;
  readonly rows: readonly ActorRow[];
  /**
   * Of all: each name, and how many have it, by name. States are leaves and the first of those around them. Of codes, those
   * who are gone count as well though they were not asked for: hardly anybody else has one.
   */
  readonly machines: readonly Facet[];
  readonly states: readonly Facet[];
  readonly codes: readonly Facet[];
}

export interface Facet {
  readonly name: string;
  readonly count: number;
}

export interface ActorRow {
  readonly path: string;
  readonly machine: string;
  /** The names of the leaves it is in; null where that is not known behind this turn, or it had gone before. */
  readonly state: string | null;
  readonly isGone: boolean;
  /** It made a step in this turn. */
  readonly moved: boolean;
  /** Of connections and contacts, as far as known; empty if not. */
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly inbound: boolean | null;
  /** Why the connection closed, or is closing; empty if it is not. */
  readonly code: string;
  readonly firstTurn: number;
  /** Of one that is gone: its last turn. */
  readonly lastTurn: number | null;
}
