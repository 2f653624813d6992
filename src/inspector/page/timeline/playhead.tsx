import { counted, count, runTime } from '../parts/formats.ts';
import { head } from '../store/head.ts';
import { goToFirst, goToLast, goToNearest, stepBack, stepForward } from '../store/moves.ts';
import { turn } from '../store/position.ts';
import { usOf } from './axis-ticks.ts';
import { partOf, spanOf } from './stretch.ts';
import type { StripPart } from './strip-part.ts';

/** Where whoever looks is: a slider over all turns. */
export function Playhead({ timeline, shown, width }: StripPart) {
  const here = turn.value;
  const isInView = here >= shown.from && here <= shown.to && width > 0;
  const { firstTurn, lastTurn } = head.value;
  return (
    <div
      class={`playhead ${isInView ? '' : 'is-elsewhere'}`}
      style={{ transform: `translateX(${isInView ? partOf(shown, here) * width : 0}px)` }}
      role="slider"
      tabIndex={0}
      aria-label="Turn"
      aria-valuemin={firstTurn}
      aria-valuemax={lastTurn}
      aria-valuenow={here}
      aria-valuetext={wordsOf(here, lastTurn, timeline)}
      onKeyDown={(event) => {
        const move = moveOf(event, here, Math.max(Math.round(spanOf(shown) / 10), 1));
        if (move === null) return;
        event.preventDefault();
        move();
      }}
    />
  );
}

function wordsOf(here: number, lastTurn: number, timeline: StripPart['timeline']): string {
  const us = timeline === null ? null : usOf(here, timeline.buckets);
  const said = timeline?.marks.filter((mark) => mark.turn === here).map(({ text }) => text) ?? [];
  const place = `turn ${count(here)} of ${counted(lastTurn, 'turn')}`;
  return [place, ...(us === null ? [] : [runTime(us)]), ...said].join(', ');
}

function moveOf(event: KeyboardEvent, here: number, page: number): (() => void) | null {
  // With Shift the arrows mean something else, everywhere on the page.
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return null;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepBack;
    case 'ArrowRight':
    case 'ArrowUp':
      return stepForward;
    case 'PageDown':
      return () => goToNearest(here - page);
    case 'PageUp':
      return () => goToNearest(here + page);
    case 'Home':
      return goToFirst;
    case 'End':
      return goToLast;
    default:
      return null;
  }
}
