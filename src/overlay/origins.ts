import type { Envelope } from '../protocol/messages.ts';
import type { Instance, PeerId } from '../protocol/peer-id.ts';
import { limits } from '../protocol/limits.ts';
import { Table } from '../values/table.ts';

export interface Origins {
  readonly windows: Table<OriginWindow>;
  /** What unknown origins say counts only if it expires later than this: it could have been seen before. Epoch milliseconds. */
  readonly floorMs: number;
  /** Of the next window. */
  readonly serial: number;
}

/** What has come of one instance of an origin: all up to `top`, as far back as `bits` go. */
export interface OriginWindow {
  readonly instance: Instance;
  /** Tells this window from all there ever were. */
  readonly serial: number;
  readonly top: number;
  /** A ring of bits, one for each of the last sequences. */
  readonly bits: readonly number[];
  /** When the last of its casts expires, in epoch milliseconds. */
  readonly expires: number;
}

/**
 * `stale`: of an older life of its origin, too far back, or too old for an origin that is not known any more.
 * `too-early`: it expires later than anything can that is sent now.
 */
export type OriginVerdict = 'new' | 'seen' | 'stale' | 'expired' | 'too-early';

export function newOrigins(seed: number): Origins {
  return { windows: Table.empty({ limit: limits.originsMax, seed }), floorMs: 0, serial: 0 };
}

export declare function verdictOn(
  origins: Origins,
  envelope: Envelope,
  wallMs: number,
): OriginVerdict;
export declare function note(origins: Origins, envelope: Envelope, wallMs: number): Origins;
export type { PeerId };
