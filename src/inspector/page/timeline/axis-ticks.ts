import type { Bucket } from '../../answers/timeline.ts';
import { spanOf, type Stretch } from './stretch.ts';

export interface Tick {
  readonly turn: number;
  /** When that turn was; null where it is not there. */
  readonly us: number | null;
}

/** Turns with round numbers, so far from each other that their labels have room. */
export function axisTicks(
  shown: Stretch,
  buckets: readonly Bucket[],
  width: number,
  labelWidth: number,
): Tick[] {
  const room = Math.max(Math.floor(width / labelWidth), 1);
  const step = roundAbove(spanOf(shown) / room);
  const ticks: Tick[] = [];
  for (let turn = Math.ceil(shown.from / step) * step; turn <= shown.to; turn += step)
    ticks.push({ turn, us: usOf(turn, buckets) });
  return ticks;
}

/** When a turn was, as far as the buckets tell: between the first turns of two of them it is guessed. */
export function usOf(turn: number, buckets: readonly Bucket[]): number | null {
  const place = buckets.findLastIndex(({ fromTurn, us }) => fromTurn <= turn && us !== null);
  const bucket = buckets[place];
  if (bucket === undefined) return null;
  const next = buckets[place + 1];
  if (bucket.fromTurn === turn || next === undefined || next.us === null) return bucket.us;
  const part = (turn - bucket.fromTurn) / (next.fromTurn - bucket.fromTurn);
  return bucket.us! + part * (next.us - bucket.us!);
}

/** 1, 2 or 5 times a power of ten, and not less than this. */
function roundAbove(least: number): number {
  let power = 1;
  while (power * 10 < least) power *= 10;
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
