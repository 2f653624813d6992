import { limits } from '../../protocol/limits.ts';
import type { CastRange } from '../../protocol/messages.ts';
import { hasCome, orderOf } from '../origin-window.ts';
import type { OriginWindow } from '../origin-window.ts';
import type { Origins } from '../origins.ts';

/** The part of a range that can still be of interest; null: none. A range can be as long as its sender likes. */
export function currentPart<R extends CastRange>(origins: Origins, range: R): R | null {
  const window = origins.windows.get(range.origin);
  let first = Math.max(range.first, range.last - limits.originWindow + 1);
  if (window !== undefined) {
    const order = orderOf(range.instance, window.instance);
    if (order < 0) return null;
    if (order === 0) first = Math.max(first, window.top - limits.originWindow + 1);
  }
  if (first > range.last) return null;
  return first === range.first ? range : { ...range, first };
}

/** What has come of the instance that a range is of. */
export function windowOf(origins: Origins, range: CastRange): OriginWindow | null {
  const window = origins.windows.get(range.origin);
  return window !== undefined && orderOf(window.instance, range.instance) === 0 ? window : null;
}

/** Of the current part of a range. */
export function haveAllCome(origins: Origins, range: CastRange): boolean {
  const window = windowOf(origins, range);
  if (window === null || range.last > window.top) return false;
  for (let sequence = range.last; sequence >= range.first; sequence -= 1) {
    if (!hasCome(window, sequence)) return false;
  }
  return true;
}
