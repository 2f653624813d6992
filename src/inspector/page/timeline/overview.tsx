import { useRef } from 'preact/hooks';
import { isWhole, pan, stretch, whole } from './shown-stretch.ts';
import { spanOf } from './stretch.ts';

/** How much of the tape is looked at, and where that is; it can be dragged. All keys that zoom and go do the same. */
export function Overview() {
  const bar = useRef<HTMLDivElement>(null);
  const all = spanOf(whole.value);
  const { from } = stretch.value;
  const drag = (event: PointerEvent) => {
    if (!bar.current!.hasPointerCapture(event.pointerId)) return;
    pan((event.movementX / bar.current!.clientWidth) * all);
  };
  return (
    <div
      class={`overview ${isWhole.value ? 'is-whole' : ''}`}
      ref={bar}
      aria-hidden="true"
      onPointerDown={({ pointerId }) => bar.current!.setPointerCapture(pointerId)}
      onPointerMove={drag}
    >
      <div
        class="overview-window"
        style={{
          left: `${((from - whole.value.from) / all) * 100}%`,
          width: `${(spanOf(stretch.value) / all) * 100}%`,
        }}
      />
    </div>
  );
}
