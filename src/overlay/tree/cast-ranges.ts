import { limits } from '../../protocol/limits.ts';
import type { Cast, CastRange } from '../../protocol/messages.ts';
import { orderOf } from '../origin-window.ts';

/** Casts that follow each other, and have come equally far, are told of in one. */
export function rangesOf(casts: readonly Cast[]): CastRange[] {
  const ranges: CastRange[] = [];
  let first: Cast | null = null;
  let last: Cast | null = null;
  for (const cast of casts) {
    if (last === null || !follows(cast, last)) {
      if (first !== null) ranges.push(rangeFrom(first, last!));
      first = cast;
    }
    last = cast;
  }
  if (first !== null) ranges.push(rangeFrom(first, last!));
  return ranges;
}

/** As many messages as it takes. */
export function inMessages<K extends 'have' | 'graft'>(
  kind: K,
  ranges: readonly CastRange[],
): { readonly kind: K; readonly casts: readonly CastRange[] }[] {
  const messages = [];
  for (let start = 0; start < ranges.length; start += limits.castRangesMax) {
    messages.push({ kind, casts: ranges.slice(start, start + limits.castRangesMax) });
  }
  return messages;
}

function follows(cast: Cast, last: Cast): boolean {
  const { origin, instance, sequence } = cast.envelope;
  return (
    sequence === last.envelope.sequence + 1 &&
    cast.hops === last.hops &&
    origin === last.envelope.origin &&
    orderOf(instance, last.envelope.instance) === 0
  );
}

function rangeFrom(first: Cast, last: Cast): CastRange {
  const { origin, instance, sequence } = first.envelope;
  return { origin, instance, first: sequence, last: last.envelope.sequence, hops: first.hops };
}
