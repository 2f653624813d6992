import { count, runTime } from '../parts/formats.ts';
import { axisTicks } from './axis-ticks.ts';
import { lanesHeight, lanesTop } from './lanes.tsx';
import { partOf } from './stretch.ts';
import type { StripPart } from './strip-part.ts';

const labelWidth = 170;
const foot = lanesTop + lanesHeight;

/** Turns with round numbers, and when they were. */
export function Axis({ timeline, shown, width }: StripPart) {
  const ticks = axisTicks(shown, timeline?.buckets ?? [], width, labelWidth);
  return (
    <g>
      <path class="strip-line" d={`M0 ${foot + 3.5}H${width}`} />
      {ticks.map(({ turn, us }) => {
        const x = Math.round(partOf(shown, turn) * width) + 0.5;
        // A label that would be cut off says nothing: its tick does.
        const hasRoom = x + labelWidth * 0.8 < width;
        return (
          <g key={turn} transform={`translate(${x} ${foot + 3})`}>
            <path class="strip-line" d="M0 0V5" />
            {hasRoom && (
              <text class="strip-label" x={3} y={14}>
                {count(turn)}
                {us !== null && (
                  <tspan class="strip-time" dx="6">
                    {runTime(us)}
                  </tspan>
                )}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
