import { useId, useMemo, useRef } from 'preact/hooks';
import type { ActorShown } from '../../answers/actor.ts';
import type { Box, DrawnMachine, Drawing } from '../../answers/chart.ts';
import { useSize } from '../parts/use-size.ts';
import { ChartDrawing } from './chart-drawing.tsx';
import { chartKeys } from './chart-keys.ts';
import { ChartList } from './chart-list.tsx';
import { chartLook, isLineTaken, type ChartLook } from './chart-look.ts';
import { ChartMap } from './chart-map.tsx';
import { ChartNotes } from './chart-notes.tsx';
import { leafNames } from './chart-sentences.ts';
import { ChartTools } from './chart-tools.tsx';
import { useChartView } from './use-chart-view.ts';

interface ChartProps {
  readonly chart: DrawnMachine;
  readonly shown: ActorShown;
  readonly isDetailed: boolean;
}

/** One machine, and what one actor of it is and did. */
export function Chart({ chart, shown, isDetailed }: ChartProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const list = useId();
  const pane = useSize(canvas);
  const drawing = isDetailed ? chart.detailed : chart.brief;
  const look = useMemo(() => chartLook(shown), [shown]);
  const control = useChartView(canvas, drawing, pane, boxesOf(drawing, look));
  const { view } = control;
  const seekState = (id: string) => {
    const state = drawing.states.find((one) => one.id === id)!;
    control.seek(state.x + state.width / 2, state.y + state.height / 2);
  };
  return (
    <div class="chart">
      <div
        ref={canvas}
        class="chart-canvas"
        tabIndex={0}
        role="group"
        aria-label={`Chart of ${chart.machine}: arrow keys move it, plus and minus change its size, 0 shows all of it`}
        aria-describedby={list}
        onKeyDown={(event) => chartKeys(event, control)}
      >
        <svg class="chart-paper" role="img" aria-label={`${chart.machine}, in ${leafNames(look)}`}>
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            <ChartDrawing drawing={drawing} look={look} onSeek={seekState} />
          </g>
        </svg>
      </div>
      <ChartMap drawing={drawing} look={look} view={view} pane={pane} onSeek={control.seek} />
      <ChartNotes chart={chart} shown={shown} look={look} />
      <ChartTools control={control} />
      <ChartList id={list} chart={chart} look={look} ignored={shown.ignored} />
    </div>
  );
}

/** What is to be seen of it: where it is, and the words of what was taken. */
function boxesOf({ states, lines }: Drawing, look: ChartLook): readonly Box[] {
  const leaves = states.filter(({ id }) => look.leaves.has(id));
  const taken = lines.filter((line) => isLineTaken(line, look)).flatMap(({ words }) => words);
  return [...leaves, ...taken];
}
