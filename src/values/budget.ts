/**
 * A budget that heals with time, as one number: when it will be whole again. To spend puts that off, so
 * nothing has to be counted meanwhile, and the one that heals first has the most left. (Rate limiting in
 * networks knows this as the generic cell rate algorithm.) In microseconds, and integers.
 */
export interface Terms {
  /** How much there is to spend when it is whole. */
  readonly most: number;
  /** Until one of it is back. */
  readonly healMs: number;
  /** How far it can be overdrawn by what could not be refused. */
  readonly debt: number;
}

/** Nothing was ever spent. */
export const WHOLE = 0;

export function hasLeft(wholeAt: number, at: number, { most, healMs }: Terms): boolean {
  return wholeAt - at <= (most - 1) * healMs * 1_000;
}

export function spend(wholeAt: number, cost: number, at: number, terms: Terms): number {
  const { most, healMs, debt } = terms;
  const spent = Math.max(wholeAt, at) + cost * healMs * 1_000;
  return Math.min(spent, at + (most + debt) * healMs * 1_000);
}
