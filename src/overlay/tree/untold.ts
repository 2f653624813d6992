import { limits } from '../../protocol/limits.ts';
import type { CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { combine, digest } from '../../values/digest.ts';
import type { Marked } from '../../values/digest.ts';
import { avalanche } from '../../values/hash-text.ts';
import { orderOf } from '../origin-window.ts';

/** What has come, of which lazy neighbours are not told yet: soon they are told of all of it at once. */
export interface Untold extends Marked {
  readonly ranges: readonly UntoldRange[];
  readonly due: number;
}

interface UntoldRange extends CastRange {
  /** Who brought it. */
  readonly from: PeerId;
}

/** What follows what is there makes one range with it, so that much that comes one by one is soon said. */
export function withUntold(
  untold: Untold | null,
  ranges: readonly CastRange[],
  from: PeerId,
  at: number,
): Untold {
  const all = untold === null ? [] : untold.ranges.slice();
  let mark = untold?.mark ?? 0;
  for (const range of ranges) {
    const place = placeBefore(all, range, from);
    if (place === -1) all.push({ ...range, from });
    else all[place] = { ...all[place]!, last: range.last };
    mark = (mark + markOf(range)) | 0;
  }
  return {
    kind: 'marked',
    mark,
    ranges: all,
    due: untold?.due ?? at + limits.haveDelayMs * 1_000,
  };
}

/** Nobody is told of what it brought itself. */
export function untoldTo({ ranges }: Untold, peer: PeerId): readonly CastRange[] {
  return ranges.filter(({ from }) => from !== peer).map(withoutFrom);
}

/** Of the range that this one goes on, if it is among the last. */
function placeBefore(ranges: readonly UntoldRange[], range: CastRange, from: PeerId): number {
  const end = Math.max(0, ranges.length - LOOKED_AT);
  for (let place = ranges.length - 1; place >= end; place -= 1) {
    if (goesOn(range, from, ranges[place]!)) return place;
  }
  return -1;
}

const LOOKED_AT = 32;

function goesOn(range: CastRange, from: PeerId, before: UntoldRange): boolean {
  return (
    range.first === before.last + 1 &&
    range.hops === before.hops &&
    from === before.from &&
    range.origin === before.origin &&
    orderOf(range.instance, before.instance) === 0
  );
}

function withoutFrom({ origin, instance, first, last, hops }: UntoldRange): CastRange {
  return { origin, instance, first, last, hops };
}

function markOf({ last, hops }: CastRange): number {
  return avalanche(combine(digest(last), hops));
}
