import type { LinkEntry } from '../context/node-context.ts';

/**
 * Whoever there is a connection to is a neighbour, but for seed nodes, who serve all and are nobody's, and for
 * those who only look.
 */
export function isNeighbour({ purpose }: LinkEntry): boolean {
  return purpose !== 'enrol' && purpose !== 'probe';
}

/** It is no neighbour yet, and wants to be one by itself. */
export function isApproach(purpose: string): boolean {
  return purpose === 'join' || purpose === 'need' || purpose === 'want';
}
