import type { SegmentReader } from './segment-reader.ts';
import type { Damage, DamageCode } from './tape-item.ts';

/** Damage whose end is not found yet. */
export interface Hole {
  readonly code: DamageCode;
  readonly segment: number;
  readonly offset: number;
  readonly fromTurn: number;
  /** It is what a write that was cut off leaves behind, if nothing readable follows. */
  readonly looksTorn: boolean;
  bytes: number;
}

/** Of what is not there at all. */
export const unopened = { looksTorn: false, bytes: 0 } as const;

export function damageOf(hole: Hole, toTurn: number | null): Damage {
  const { looksTorn: _, ...rest } = hole;
  return { kind: 'damage', ...rest, toTurn };
}

/**
 * A write that was cut off leaves a file that ends within a record, or zeros up to the end. Whatever
 * else cannot be believed was written whole, and is another now.
 */
export function looksTorn(reader: SegmentReader, offset: number, code: DamageCode): boolean {
  if (code === 'cut-short') return true;
  return mayBeZeros.includes(code) && reader.endsInZeros(offset);
}

const mayBeZeros: readonly DamageCode[] = ['bad-length', 'bad-checksum', 'bad-segment'];
