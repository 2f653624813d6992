/**
 * What one neighbour may cost, as one number: when the allowance is whole again. It comes back with time,
 * and so all of it is counted in the time that it takes to come back; in microseconds, and integers.
 * (The generic cell rate algorithm again, for things that are counted in bulk.)
 */
export function leftUs(wholeAt: number, mostUs: number, at: number): number {
  return mostUs - Math.max(0, wholeAt - at);
}

export function spentUs(wholeAt: number, costUs: number, at: number): number {
  return Math.max(wholeAt, at) + costUs;
}
