import { lanes, type Bucket, type Lane } from '../../answers/timeline.ts';
import { spanOf, type Stretch } from './stretch.ts';

interface Paper {
  readonly width: number;
  readonly laneHeight: number;
  readonly laneGap: number;
}

export interface LanePath {
  readonly lane: Lane;
  /** As in `d` of an SVG path. */
  readonly path: string;
}

const barHeightMin = 2;

/**
 * One path for each lane: a bar for each bucket, as high as the share of its turns that this lane has. Heights go with the
 * root, so that one command among a thousand chunks is seen.
 */
export function lanePaths(
  buckets: readonly Bucket[],
  turnsPerBucket: number,
  shown: Stretch,
  paper: Paper,
): LanePath[] {
  return lanes.map((lane, place) => ({
    lane,
    path: buckets
      .map((bucket) => {
        const turns = bucket.turns[place] ?? 0;
        if (turns === 0) return '';
        const share = Math.sqrt(Math.min(turns / turnsPerBucket, 1));
        const height = Math.max(Math.round(share * paper.laneHeight), barHeightMin);
        const foot = place * (paper.laneHeight + paper.laneGap) + paper.laneHeight;
        const [left, right] = edges(bucket.fromTurn, turnsPerBucket, shown, paper.width);
        return `M${left} ${foot}V${foot - height}H${right}V${foot}Z`;
      })
      .join(''),
  }));
}

/** Where a stretch is on paper: whole pixels, at least one, and a little room between bars that are wide. */
function edges(fromTurn: number, turns: number, shown: Stretch, width: number): [number, number] {
  const scale = width / spanOf(shown);
  const left = Math.round((fromTurn - shown.from) * scale);
  const right = Math.round((fromTurn + turns - shown.from) * scale);
  const room = right - left > 4 ? 1 : 0;
  return [left, Math.max(right - room, left + 1)];
}
