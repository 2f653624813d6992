/** A stretch of turns, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Nobody looks closer than so many turns. */
export const stretchTurnsMin = 20;

export function spanOf({ from, to }: Stretch): number {
  return to - from + 1;
}

/** Closer by a factor below 1, or from farther off; what is at this part of the stretch (0 to 1) stays where it is. */
export function zoomed(shown: Stretch, all: Stretch, factor: number, about: number): Stretch {
  const span = Math.min(
    Math.max(Math.round(spanOf(shown) * factor), stretchTurnsMin),
    Math.max(spanOf(all), 1),
  );
  const still = shown.from + about * spanOf(shown);
  return placed(Math.round(still - about * span), span, all);
}

export function panned(shown: Stretch, all: Stretch, byTurns: number): Stretch {
  return placed(shown.from + Math.round(byTurns), spanOf(shown), all);
}

/** As it is where the turn is in it, and else moved just so far that there is some room around it. */
export function withTurn(shown: Stretch, all: Stretch, turn: number): Stretch {
  if (turn >= shown.from && turn <= shown.to) return shown;
  const span = spanOf(shown);
  const room = Math.floor(span / 10);
  return placed(turn < shown.from ? turn - room : turn - span + 1 + room, span, all);
}

/** The turn at this part (0 to 1) of a stretch. */
export function turnAt(shown: Stretch, part: number): number {
  const turn = shown.from + Math.floor(part * spanOf(shown));
  return Math.min(Math.max(turn, shown.from), shown.to);
}

/** The part (0 to 1) of a stretch at which the middle of a turn is. */
export function partOf(shown: Stretch, turn: number): number {
  return (turn - shown.from + 0.5) / spanOf(shown);
}

function placed(from: number, span: number, all: Stretch): Stretch {
  const first = Math.max(Math.min(from, all.to - span + 1), all.from);
  return { from: first, to: Math.min(first + span - 1, all.to) };
}
