import { useEffect, useRef, useState } from 'preact/hooks';
import type { Moment } from '../../answers/moment.ts';
import { counted } from '../parts/formats.ts';
import { chooseStep, step as chosenStep } from '../store/position.ts';
import { cascade } from './cascade.ts';
import { goAmong } from './go-among.ts';
import { StepRow } from './step-row.tsx';

const stepsAtFirst = 40;

/** All steps of a turn, each below the one that told it. */
export function StepsPart({ moment: { steps, moreSteps, lacks } }: { readonly moment: Moment }) {
  const chosen = chosenStep.value;
  const [room, setRoom] = useState(Math.max(stepsAtFirst, (chosen ?? 0) + 1));
  const list = useRef<HTMLOListElement>(null);
  const depths = cascade(steps);
  useEffect(() => {
    if (chosen === null) return;
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <section class="turn-part" aria-label="Steps">
      <h3 class="turn-part-title">
        {steps.length === 0 ? 'No step' : counted(steps.length + moreSteps, 'step')}
        {steps.length > 1 && moreSteps === 0 && (
          <span class="muted">, {counted(actorsIn(steps), 'actor')}</span>
        )}
      </h3>
      <ol
        class="steps"
        ref={list}
        onKeyDown={goAmong('.step-head', (place) => chooseStep(place, steps[place]!.actor))}
      >
        {steps.slice(0, room).map((step, place) => (
          <StepRow
            key={place}
            step={step}
            place={place}
            depth={depths[place]!}
            isChosen={place === chosen}
            isRun={lacks === null}
          />
        ))}
      </ol>
      {steps.length > room && (
        <button type="button" class="link" onClick={() => setRoom(room * 4)}>
          {counted(steps.length - room, 'more step')}
        </button>
      )}
      {steps.length <= room && moreSteps > 0 && (
        <p class="muted">and {counted(moreSteps, 'more step')} that are not told</p>
      )}
    </section>
  );
}

function actorsIn(steps: Moment['steps']): number {
  return new Set(steps.map(({ actor }) => actor)).size;
}
