import { signal } from '@preact/signals';
import type { ActorShown } from '../../answers/actor.ts';
import type { DrawnMachine } from '../../answers/chart.ts';
import { Answered } from '../parts/answered.tsx';
import { CleanText } from '../parts/clean-text.tsx';
import { Empty } from '../parts/empty.tsx';
import { Pane } from '../parts/pane.tsx';
import { Presence } from '../state/presence.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { actor, step, turn } from '../store/position.ts';
import { Chart } from './chart.tsx';

/** Whether guards and actions are to be seen too: it stays while one looks at other things. */
const isDetailed = signal(false);

/** The statechart of the chosen actor, with the states it is in and what it did last. */
export function ChartPane() {
  const isThere = head.value.turns > 0;
  const charts = useAnswer<readonly DrawnMachine[]>('/charts.json');
  const asked = useAnswer<ActorShown>(isThere ? question() : null);
  return (
    <Pane
      title="Chart"
      about={isThere && asked.value !== null && <About shown={asked.value} />}
      busy={asked.state === 'loading' && isThere}
      actions={<DetailButton />}
      class="chart-pane"
    >
      {isThere ? (
        <Answered asked={charts}>
          {(drawn) => (
            <Answered asked={asked}>{(shown) => <Charted drawn={drawn} shown={shown} />}</Answered>
          )}
        </Answered>
      ) : (
        <Empty title="No actor yet">The chart of the chosen actor will stand here.</Empty>
      )}
    </Pane>
  );
}

function question(): string {
  return pathOf('actor', { turn: turn.value, actor: actor.value, step: step.value });
}

function About({ shown: { path, machine } }: { readonly shown: ActorShown }) {
  return (
    <>
      <span class="mono">
        <CleanText text={path} />
      </span>
      {machine !== '' &&
        machine !== path &&
        `, ${/^[aeiou]/.test(machine) ? 'an' : 'a'} ${machine}`}
    </>
  );
}

function DetailButton() {
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isDetailed.value}
      onClick={() => (isDetailed.value = !isDetailed.value)}
    >
      Guards and actions
    </button>
  );
}

interface ChartedProps {
  readonly drawn: readonly DrawnMachine[];
  readonly shown: ActorShown;
}

/** One that comes to its end in this very turn is not there any more, and its last state is what there is to see. */
function Charted({ drawn, shown }: ChartedProps) {
  const chart = drawn.find(({ machine }) => machine === shown.machine);
  const moved = shown.active.length > 0 || shown.taken.length > 0;
  if (shown.presence !== 'there' && !moved) return <Presence shown={shown} />;
  if (chart === undefined) {
    return (
      <Empty title="No chart of this machine">
        This version of peertape has no machine called “<CleanText text={shown.machine} />
        ”.
      </Empty>
    );
  }
  return <Chart key={shown.path} chart={chart} shown={shown} isDetailed={isDetailed.value} />;
}
