/** What is known where it is chosen up to which turn the diagram goes. */
export interface Standing {
  readonly turn: number;
  readonly lastTurn: number;
  readonly follows: boolean;
  /** The first turn that the diagram has now, and the one up to which it goes; null: it has nothing yet. */
  readonly shown: { readonly from: number; readonly to: number } | null;
}

/** How far one can look ahead. */
const aheadTurns = 40;

/**
 * Up to which turn the diagram goes. As long as the turn that is looked at is in it, it stays as it is, so that one can
 * go back and forth among the arrows without losing those that come later.
 */
export function windowEnd({ turn, lastTurn, follows, shown }: Standing): number {
  if (follows) return turn;
  if (shown !== null && shown.from <= turn && turn <= shown.to) return shown.to;
  return Math.min(lastTurn, turn + aheadTurns);
}
