/**
 * `/api/sequence?turn=&count=&peer=`: what this node and its peers said to each other up to a turn, the last so many arrows.
 */
export interface Sequence {
  readonly turn: number;
  readonly lanes: readonly SequenceLane[];
  readonly arrows: readonly SequenceArrow[];
  /** There were others before the first. */
  readonly isCut: boolean;
}

export interface SequenceLane {
  readonly link: string;
  readonly peer: string;
  readonly name: string;
  readonly address: string;
}

export interface SequenceArrow {
  readonly turn: number;
  readonly us: number;
  readonly link: string;
  /** `in`: the peer said it; `out`: this node did; `here`: something became of the link. */
  readonly way: 'in' | 'out' | 'here';
  /**
   * The word of the wire, or `rejected`; `unknown` and `gossip` where the turn cannot be run again. Of a link `dial`, `opened`,
   * `accepted`, `closed`.
   */
  readonly kind: string;
  /** How many of the same kind came one after another. */
  readonly count: number;
  /** In a few words. */
  readonly text: string;
}
