import {
  chartLetters,
  type Drawing,
  type DrawnLine,
  type DrawnState,
  type DrawnWords,
} from '../../answers/chart.ts';
import { type ChartLook, classOf, isLineTaken, stateClass, wordsClass } from './chart-look.ts';
import { headPoints, linePath } from './line-path.ts';

interface ChartDrawingProps {
  readonly drawing: Drawing;
  readonly look: ChartLook;
  readonly onSeek: (state: string) => void;
}

/** A machine on paper. What was taken comes last, so that no other line lies on it. */
export function ChartDrawing({ drawing: { states, lines }, look, onSeek }: ChartDrawingProps) {
  const taken = lines.filter((line) => isLineTaken(line, look));
  const others = lines.filter((line) => !isLineTaken(line, look));
  return (
    <>
      {states.map((state) => (
        <State key={state.id} state={state} look={look} onSeek={onSeek} />
      ))}
      {[...others, ...taken].map((line) => (
        <Line key={`${line.from}|${line.to}`} line={line} isTaken={taken.includes(line)} />
      ))}
      {lines.flatMap(({ words }) =>
        words.map((one) => <Words key={`${one.x} ${one.y}`} words={one} look={look} onLine />),
      )}
    </>
  );
}

interface StateProps {
  readonly state: DrawnState;
  readonly look: ChartLook;
  readonly onSeek: (state: string) => void;
}

function State({ state, look, onSeek }: StateProps) {
  const { x, y, width, height, name, kind, isInitial, words } = state;
  const left = x + (isInitial ? 30 : 12);
  if (kind === 'history') return <History state={state} look={look} />;
  return (
    <g class={stateClass(state, look)} data-state={state.id}>
      <rect x={x} y={y} width={width} height={height} rx="7" />
      {kind === 'final' && (
        <rect
          class="chart-inner"
          x={x + 3}
          y={y + 3}
          width={width - 6}
          height={height - 6}
          rx="5"
        />
      )}
      {isInitial && <Start x={x + 12} y={y + 15} />}
      <text class="chart-name" x={left} y={y + 19}>
        {name}
      </text>
      {words.map((one) => (
        <Words key={`${one.x} ${one.y}`} words={one} look={look} onSeek={onSeek} />
      ))}
    </g>
  );
}

/** Where a state is entered first. */
function Start({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g class="chart-start">
      <circle cx={x + 2} cy={y} r="2.5" />
      <path d={`M${x + 4} ${y}h6m-3 -2.500l3 2.500l-3 2.500`} />
    </g>
  );
}

function History({ state, look }: { readonly state: DrawnState; readonly look: ChartLook }) {
  const { x, y, width, height } = state;
  return (
    <g class={stateClass(state, look)} data-state={state.id}>
      <circle cx={x + width / 2} cy={y + height / 2} r={width / 2} />
      <text class="chart-name" x={x + width / 2} y={y + height / 2 + 4} text-anchor="middle">
        {state.name}
      </text>
    </g>
  );
}

function Line({ line, isTaken }: { readonly line: DrawnLine; readonly isTaken: boolean }) {
  return (
    <g class={classOf('chart-line', { 'is-taken': isTaken })} data-line={`${line.from}|${line.to}`}>
      <path d={linePath(line.points)} />
      <polygon points={headPoints(line.points)} />
    </g>
  );
}

interface WordsProps {
  readonly words: DrawnWords;
  readonly look: ChartLook;
  /** They stand on a line, and not in a state. */
  readonly onLine?: boolean;
  readonly onSeek?: (state: string) => void;
}

/** Where they lead elsewhere, a click goes there. */
function Words({ words, look, onLine = false, onSeek }: WordsProps) {
  const { x, y, width, height, text, leads, kind } = words;
  const seek = leads === null || onSeek === undefined ? undefined : () => onSeek(leads);
  const isCentred = onLine && kind === 'event';
  return (
    <g class={wordsClass(words, look)} onClick={seek}>
      <rect x={x} y={y + 0.5} width={width} height={height - 1} rx="4" />
      {text.map((one, place) => (
        <text
          key={place}
          x={isCentred ? x + width / 2 : x + chartLetters.pad}
          y={y + place * chartLetters.line + chartLetters.baseline}
          text-anchor={isCentred ? 'middle' : 'start'}
        >
          {one}
        </text>
      ))}
    </g>
  );
}
