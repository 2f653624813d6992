import type { Fault } from '../../answers/head.ts';

/** Which turns can be looked at. */
export interface TurnsThere {
  readonly firstTurn: number;
  readonly lastTurn: number;
  readonly faults: readonly Fault[];
}

/** The next turn that is there, before (-1) or behind (1) one; itself if there is no other. */
export function turnBeside(turn: number, way: -1 | 1, there: TurnsThere): number {
  const wanted = beyondMissing(turn + way, way, there.faults);
  return wanted < there.firstTurn || wanted > there.lastTurn ? turn : wanted;
}

/** The turn that is there and nearest to one that is wished for. */
export function nearestTurn(wanted: number, there: TurnsThere): number {
  const within = Math.min(Math.max(wanted, there.firstTurn), there.lastTurn);
  const before = beyondMissing(within, -1, there.faults);
  const behind = beyondMissing(within, 1, there.faults);
  if (before < there.firstTurn) return Math.min(behind, there.lastTurn);
  return behind > there.lastTurn || within - before <= behind - within ? before : behind;
}

/** The stretches that are missing, in order, each with both ends. */
export function missingStretches(faults: readonly Fault[]): (readonly [number, number])[] {
  return faults.flatMap(({ kind, fromTurn, toTurn }) =>
    (kind === 'gap' || kind === 'damage') && toTurn !== null && toTurn >= fromTurn
      ? [[fromTurn, toTurn] as const]
      : [],
  );
}

function beyondMissing(turn: number, way: -1 | 1, faults: readonly Fault[]): number {
  let beyond = turn;
  const stretches = missingStretches(faults);
  for (const [from, to] of way === 1 ? stretches : stretches.toReversed())
    if (beyond >= from && beyond <= to) beyond = way === 1 ? to + 1 : from - 1;
  return beyond;
}
