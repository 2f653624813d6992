import type { Drawing } from '../../answers/chart.ts';
import { type ChartLook, classOf } from './chart-look.ts';
import { type ChartView, seenBox, type Size } from './chart-view.ts';

interface ChartMapProps {
  readonly drawing: Drawing;
  readonly look: ChartLook;
  readonly view: ChartView;
  readonly pane: Size;
  readonly onSeek: (x: number, y: number) => void;
}

const widthMax = 96;
const heightMax = 168;

/** All of a chart that is larger than the pane, and what of it is seen: a click goes there. */
export function ChartMap({ drawing, look, view, pane, onSeek }: ChartMapProps) {
  const seen = seenBox(view, pane);
  const isWhole =
    seen.x <= 0 &&
    seen.y <= 0 &&
    seen.x + seen.width >= drawing.width &&
    seen.y + seen.height >= drawing.height;
  if (isWhole) return null;
  const scale = Math.min(widthMax / drawing.width, heightMax / drawing.height);
  const go = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    event.stopPropagation();
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    onSeek((event.clientX - left) / scale, (event.clientY - top) / scale);
  };
  return (
    <svg
      class="chart-map"
      width={drawing.width * scale}
      height={drawing.height * scale}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      aria-hidden="true"
      onPointerDown={go}
      onPointerMove={go}
    >
      {drawing.states.map(({ id, x, y, width, height }) => (
        <rect
          key={id}
          class={classOf('chart-map-state', {
            'is-active': look.active.has(id),
            'is-leaf': look.leaves.has(id),
          })}
          x={x}
          y={y}
          width={width}
          height={height}
          rx="12"
        />
      ))}
      <rect class="chart-map-seen" {...seen} />
    </svg>
  );
}
