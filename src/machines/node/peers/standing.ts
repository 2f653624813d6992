import { limits } from '../../../protocol/limits.ts';
import type { Standing } from '../context/node-context.ts';

/**
 * How far a peer is trusted, in points: all of them at first, fewer after each fault that is surely
 * its own, and one back for each stretch of good time. Only whose key the link itself has shown is
 * charged: a fault under a name that was not proven, or on a plain link, could cost somebody else.
 */
export function pointsAt(standing: Standing | undefined, at: number): number {
  if (standing === undefined) return POINTS_MAX;
  const healed = Math.floor((at - standing.at) / (limits.standingHealMs * 1_000));
  return Math.min(POINTS_MAX, standing.points + healed);
}

/** Somebody of whom nothing bad is known. */
export const POINTS_MAX = 100;

/** What is left of a stretch of good time is lost by a fault. */
export function charge(standing: Standing | undefined, code: string, at: number): Standing {
  return { points: Math.max(0, pointsAt(standing, at) - costOf(code)), at };
}

/** 0: no fault of the peer's, or one that could be the line's. */
export function costOf(code: string): number {
  return costs.get(code) ?? 0;
}

const FAULT = 25;
const FLOOD = 40;
const LIE = 50;

const costs: ReadonlyMap<string, number> = new Map([
  ['frame-too-short', FAULT],
  ['frame-too-long', FAULT],
  ['header-too-long', FAULT],
  ['malformed-header', FAULT],
  ['unknown-message', FAULT],
  ['bad-field', FAULT],
  ['unexpected-body', FAULT],
  ['unexpected-message', FAULT],
  ['flood', FLOOD],
  ['wrong-key', LIE],
  ['forged', LIE],
]);
