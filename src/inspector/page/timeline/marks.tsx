import { markShapes } from './mark-shapes.ts';
import { partOf } from './stretch.ts';
import type { StripPart } from './strip-part.ts';

/** Little signs over the turns that somebody may want to look at. What they say is shown under the pointer. */
export function Marks({ timeline, shown, width }: StripPart) {
  const marks = timeline?.marks.filter(({ turn }) => turn >= shown.from && turn <= shown.to) ?? [];
  return (
    <g>
      {marks.map(({ kind, turn }, place) => {
        const { path, tone } = markShapes[kind];
        const x = Math.round(partOf(shown, turn) * width) - 5;
        return (
          <path
            key={place}
            class={`strip-mark is-${tone}`}
            d={path}
            transform={`translate(${Math.min(Math.max(x, 0), width - 10)} 3)`}
          />
        );
      })}
    </g>
  );
}
