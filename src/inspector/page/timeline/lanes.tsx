import { missingStretches } from '../store/turns-there.ts';
import { head } from '../store/head.ts';
import { lanePaths } from './lane-paths.ts';
import { spanOf } from './stretch.ts';
import type { StripPart } from './strip-part.ts';

const laneHeight = 9;
const laneGap = 2;
export const lanesTop = 18;
export const lanesHeight = 5 * (laneHeight + laneGap) - laneGap;

/** A row for each kind of input, and what is missing hatched over all of them. */
export function Lanes({ timeline, shown, width }: StripPart) {
  const scale = width / spanOf(shown);
  const paths =
    timeline === null
      ? []
      : lanePaths(timeline.buckets, timeline.turnsPerBucket, shown, { width, laneHeight, laneGap });
  return (
    <g transform={`translate(0 ${lanesTop})`}>
      <defs>
        <pattern id="missing" width="6" height="6" patternUnits="userSpaceOnUse">
          <path class="strip-hatch" d="M-1 1 1-1M0 6 6 0M5 7 7 5" />
        </pattern>
      </defs>
      {paths.map(({ lane, path }) => (
        <path key={lane} class={`strip-lane is-${lane}`} d={path} />
      ))}
      {missingStretches(head.value.faults)
        .filter(([from, to]) => to >= shown.from && from <= shown.to)
        .map(([from, to]) => (
          <rect
            key={from}
            class="strip-missing"
            x={(from - shown.from) * scale}
            y={-2}
            width={Math.max((to - from + 1) * scale, 3)}
            height={lanesHeight + 4}
          />
        ))}
    </g>
  );
}
