import { useRef, useState } from 'preact/hooks';
import type { Timeline } from '../../answers/timeline.ts';
import { useSize } from '../parts/use-size.ts';
import { pathOf, useAnswer } from '../store/answer.ts';
import { goToNearest } from '../store/moves.ts';
import { Axis } from './axis.tsx';
import { Lanes } from './lanes.tsx';
import { Marks } from './marks.tsx';
import { Playhead } from './playhead.tsx';
import { pan, stretch, zoom } from './shown-stretch.ts';
import { spanOf, turnAt } from './stretch.ts';
import { Under } from './under.tsx';
import { useWheel } from './use-wheel.ts';

const barWidth = 3;
const wheelFactor = 1.0015;

/** The tape from left to right: what began each turn, and what somebody may want to look at. */
export function TapeStrip() {
  const strip = useRef<HTMLDivElement>(null);
  const { width } = useSize(strip);
  const [under, setUnder] = useState<number | null>(null);
  const shown = stretch.value;
  const timeline = useTimeline(width);

  const partAt = ({ clientX }: PointerEvent) => {
    const { left } = strip.current!.getBoundingClientRect();
    return Math.min(Math.max((clientX - left) / Math.max(width, 1), 0), 1);
  };
  const scrub = (event: PointerEvent) => goToNearest(turnAt(shown, partAt(event)));
  useWheel(strip, (event, part) => {
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const way = event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (isSideways) pan((way / Math.max(strip.current!.clientWidth, 1)) * spanOf(stretch.value));
    else zoom(wheelFactor ** event.deltaY, part);
  });
  return (
    <div
      class="strip"
      ref={strip}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        strip.current!.setPointerCapture(event.pointerId);
        scrub(event);
      }}
      onPointerMove={(event) => {
        setUnder(partAt(event));
        if (strip.current!.hasPointerCapture(event.pointerId)) scrub(event);
      }}
      onPointerLeave={() => setUnder(null)}
    >
      <svg class="strip-paper" width={width} height={stripHeight} aria-hidden="true">
        <Lanes timeline={timeline} shown={shown} width={width} />
        <Marks timeline={timeline} shown={shown} width={width} />
        <Axis timeline={timeline} shown={shown} width={width} />
      </svg>
      <Playhead timeline={timeline} shown={shown} width={width} />
      {under !== null && <Under timeline={timeline} shown={shown} part={under} width={width} />}
    </div>
  );
}

/** Of marks, lanes and axis together. */
const stripHeight = 94;

function useTimeline(width: number): Timeline | null {
  const { from, to } = stretch.value;
  const buckets = Math.max(Math.floor(width / barWidth), 1);
  const isThere = width > 0 && to > 0;
  return useAnswer<Timeline>(isThere ? pathOf('timeline', { from, to, buckets }) : null).value;
}
