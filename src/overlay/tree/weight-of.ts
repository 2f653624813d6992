import type { Cast } from '../../protocol/messages.ts';

/** About what a cast takes in memory, in bytes. */
export function weightOf(cast: Cast): number {
  const rest = cast.kind === 'broadcast' ? cast.body.length : cast.neighbours.length * 64;
  return OVERHEAD_BYTES + rest;
}

const OVERHEAD_BYTES = 512;
