import { useEffect } from 'preact/hooks';
import type { Moment } from '../../answers/moment.ts';
import { Answered } from '../parts/answered.tsx';
import { Empty } from '../parts/empty.tsx';
import { count, runTime, wallDate } from '../parts/formats.ts';
import { Pane } from '../parts/pane.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { actor, chooseStep, step, turn } from '../store/position.ts';
import { nearestTurn } from '../store/turns-there.ts';
import { InputPart } from './input-part.tsx';
import { MissingTurn } from './missing-turn.tsx';
import { shownMoment } from './shown-moment.ts';
import { StepsPart } from './steps-part.tsx';
import { TurnNotes } from './turn-notes.tsx';

/** One turn: what began it, and all that it caused. */
export function TurnPane() {
  const isThere = head.value.turns > 0;
  const isMissing = isThere && nearestTurn(turn.value, head.value) !== turn.value;
  const path = isThere && !isMissing ? pathOf('moment', { turn: turn.value }) : null;
  const asked = useAnswer<Moment>(path);
  useEffect(() => {
    if (asked.value !== null) shownMoment.value = asked.value;
  }, [asked.value]);
  return (
    <Pane
      title={isThere ? `Turn ${count(turn.value)}` : 'Turn'}
      about={asked.value !== null && !isMissing && <When moment={asked.value} />}
      actions={step.value !== null && <WholeTurn />}
      busy={asked.state === 'loading' && path !== null}
    >
      {isMissing ? (
        <MissingTurn turn={turn.value} />
      ) : isThere ? (
        <Answered asked={asked}>{(moment) => <MomentParts moment={moment} />}</Answered>
      ) : (
        <Empty title="No turn yet">What begins one, and what it causes, will stand here.</Empty>
      )}
    </Pane>
  );
}

function MomentParts({ moment }: { readonly moment: Moment }) {
  return (
    <div class="turn-parts">
      <TurnNotes moment={moment} />
      <InputPart key={`input ${moment.turn}`} input={moment.input} />
      <StepsPart key={`steps ${moment.turn}`} moment={moment} />
    </div>
  );
}

function When({ moment: { us, at } }: { readonly moment: Moment }) {
  return <span title={wallDate(at)}>at {runTime(us)}</span>;
}

/** Gets back from one step to the turn as a whole. */
function WholeTurn() {
  return (
    <button type="button" class="button" onClick={() => chooseStep(null, actor.value)}>
      Whole turn
    </button>
  );
}
