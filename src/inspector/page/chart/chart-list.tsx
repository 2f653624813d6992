import type { DrawnMachine } from '../../answers/chart.ts';
import { type ChartLook, partOfFrame } from './chart-look.ts';
import { arrowInWords, leafNames, stateInWords } from './chart-sentences.ts';

interface ChartListProps {
  readonly id: string;
  readonly chart: DrawnMachine;
  readonly look: ChartLook;
  readonly ignored: readonly string[];
}

/** The chart for those who hear it: first where it is and what happened, then all states with what leads out of them. */
export function ChartList({ id, chart, look, ignored }: ChartListProps) {
  const taken = [...look.taken].flatMap((one) => chart.arrows.filter((arrow) => arrow.id === one));
  const unused = ignored.filter((event) => event !== partOfFrame);
  return (
    <div class="unseen" id={id}>
      <p>In {leafNames(look)}.</p>
      {taken.length > 0 && <p>Taken: {taken.map((arrow) => arrowInWords(arrow)).join('; ')}.</p>}
      {unused.length > 0 && <p>Ignored: {unused.join(', ')}.</p>}
      {unused.length < ignored.length && <p>Nothing whole yet.</p>}
      <ul aria-label="States">
        {chart.brief.states.map((state) => (
          <li key={state.id}>
            {stateInWords(state, look)}
            <ul>
              {chart.arrows
                .filter(({ from }) => from === state.id)
                .map((arrow) => (
                  <li key={arrow.id}>{arrowInWords(arrow)}</li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
