import { CleanText } from '../parts/clean-text.tsx';
import { count, runTime } from '../parts/formats.ts';
import { usOf } from './axis-ticks.ts';
import { markShapes } from './mark-shapes.ts';
import { partOf, turnAt } from './stretch.ts';
import type { StripPart } from './strip-part.ts';

const nearPx = 6;
const toldMarksMax = 4;

/** What is under the pointer: which turn, when it was, and the marks near it. */
export function Under({ timeline, shown, width, part }: StripPart & { readonly part: number }) {
  const turn = turnAt(shown, part);
  const us = timeline === null ? null : usOf(turn, timeline.buckets);
  const near =
    timeline?.marks.filter((mark) => Math.abs(partOf(shown, mark.turn) - part) * width <= nearPx) ??
    [];
  const side =
    part > 0.5 ? { right: `${(1 - part) * width + 8}px` } : { left: `${part * width + 8}px` };
  return (
    <>
      <div class="under-line" style={{ left: `${part * width}px` }} />
      <div class="under" style={side} aria-hidden="true">
        <p>
          turn {count(turn)} {us !== null && <span class="muted">{runTime(us)}</span>}
        </p>
        {near.slice(0, toldMarksMax).map(({ kind, text }, place) => (
          <p key={place} class={`under-mark is-${markShapes[kind].tone}`}>
            {markShapes[kind].name} <CleanText text={text} />
          </p>
        ))}
        {near.length > toldMarksMax && <p class="muted">{near.length - toldMarksMax} more marks</p>}
      </div>
    </>
  );
}
