import type { StepShown } from '../../answers/moment.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { shortState } from '../parts/short-state.ts';
import { actor, chooseStep } from '../store/position.ts';
import { EffectList } from './effect-list.tsx';

interface StepRowProps {
  readonly step: StepShown;
  readonly place: number;
  readonly depth: number;
  readonly isChosen: boolean;
  /** The turn was run again: if not, nobody knows in which state it was before. */
  readonly isRun: boolean;
}

/** As deep as there is room for; what lies deeper says itself who told it. */
const depthMax = 6;

/** One step: what came to whom, what became of it, and what it asked for. */
export function StepRow({ step, place, depth, isChosen, isRun }: StepRowProps) {
  const signs = [
    step.ignored && !isPart(step) ? 'is-ignored' : '',
    isChosen ? 'is-chosen' : '',
    step.actor === actor.value ? 'is-own' : '',
  ];
  return (
    <li class={`step ${signs.join(' ')}`} style={{ '--depth': Math.min(depth, depthMax) }}>
      <button
        type="button"
        class="step-head"
        aria-current={isChosen ? 'step' : undefined}
        onClick={() => chooseStep(isChosen ? null : place, step.actor)}
      >
        <span class="step-told">
          <span class="mono step-event">
            <CleanText text={step.event} />
          </span>
          <span class="mono step-actor" title={toldBy(step)}>
            <CleanText text={step.actor} />
          </span>
        </span>
        <Became step={step} isRun={isRun} />
      </button>
      <EffectList effects={step.effects} more={step.moreEffects} />
    </li>
  );
}

function Became({ step, isRun }: Pick<StepRowProps, 'step' | 'isRun'>) {
  const { from, to, ended, guard, ignored, changed } = step;
  return (
    <span class="step-became">
      {ignored ? (
        <span class="badge">{isPart(step) ? 'nothing whole yet' : 'ignored'}</span>
      ) : (
        <Way from={from} to={to} isRun={isRun} />
      )}
      {guard !== null && (
        <span class="step-guard" title="The guard that let it through">
          [<CleanText text={guard} />]
        </span>
      )}
      {ended && (
        <span class="badge is-danger" title="It is not there any more behind this step">
          gone
        </span>
      )}
      {changed.length > 0 && (
        <span
          class="step-changed"
          title={`Changed in what it knows: ${cleaned(changed.join(', '))}`}
        >
          <span aria-hidden="true">Δ</span>
          <span class="unseen">changed: </span> <CleanText text={changed.join(', ')} />
        </span>
      )}
    </span>
  );
}

/** Bytes that are no whole frame yet are kept, and looked at when the rest has come. */
function isPart({ event }: StepShown): boolean {
  return event === 'link.bytes';
}

interface WayProps extends Pick<StepShown, 'from' | 'to'> {
  readonly isRun: boolean;
}

function Way({ from, to, isRun }: WayProps) {
  if (!isRun) {
    return (
      <span>
        <span class="muted">then in</span> <State name={to} />
      </span>
    );
  }
  if (from === null) {
    return (
      <span>
        <span class="badge is-good">started</span> <State name={to} />
      </span>
    );
  }
  if (from === to)
    return (
      <span class="muted">
        stays in <State name={to} />
      </span>
    );
  return (
    <span class="step-way">
      <State name={from} /> <span aria-hidden="true">→</span>
      <span class="unseen">to</span>{' '}
      <strong>
        <State name={to} />
      </strong>
    </span>
  );
}

function State({ name }: { readonly name: string }) {
  return (
    <span title={cleaned(name)}>
      <CleanText text={shortState(name)} />
    </span>
  );
}

function toldBy({ by }: StepShown): string {
  return by === null ? 'told from outside' : `told by ${cleaned(by)}`;
}
