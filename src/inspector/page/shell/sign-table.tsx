import type { ComponentChildren } from 'preact';
import { markShapes } from '../timeline/mark-shapes.ts';

/** What the signs of the page mean. */
export function SignTable() {
  return (
    <dl class="sign-table">
      {marks.map(({ kind, means }) => (
        <Sign key={kind} means={means}>
          <MarkSign kind={kind} />
        </Sign>
      ))}
      <Sign means="On the chart: the states it is in">
        <span class="sign-state is-active" />
      </Sign>
      <Sign means="The state it was in before this turn">
        <span class="sign-state is-left" />
      </Sign>
      <Sign means="What it did in this turn">
        <span class="sign-taken">event</span>
      </Sign>
      <Sign means="A state that is entered first">
        <svg width="16" height="10" aria-hidden="true" class="sign-start">
          <circle cx="3" cy="5" r="2.5" />
          <path d="M5 5h8m-3-2.5l3 2.500l-3 2.500" />
        </svg>
      </Sign>
      <Sign means="A guard: the event is taken only if that holds">
        <span class="mono">[is so]</span>
      </Sign>
      <Sign means="In a turn: what the actor knows has changed there">
        <span class="sign-changed">Δ</span>
      </Sign>
      <Sign means="In the state: new, changed, changed inside, gone">
        <span class="mono">+ ± · −</span>
      </Sign>
    </dl>
  );
}

type Kind = keyof typeof markShapes;

const marks: readonly { readonly kind: Kind; readonly means: string }[] = [
  { kind: 'connected', means: 'On the tape: a peer has connected' },
  { kind: 'closed', means: 'A connection has closed' },
  { kind: 'refused', means: 'Somebody was refused, or a dial failed' },
  { kind: 'mark', means: 'A mark that somebody put on the tape' },
  { kind: 'gap', means: 'A gap: what was here is not on the tape' },
  { kind: 'damage', means: 'What stands here cannot be read' },
  { kind: 'different', means: 'The code does not do what the tape says' },
  { kind: 'crashed', means: 'The node failed by a fault of its own' },
  { kind: 'end', means: 'The node stopped' },
];

function MarkSign({ kind }: { readonly kind: Kind }) {
  const { path, tone } = markShapes[kind];
  return (
    <svg width="10" height="13" aria-hidden="true">
      <path class={`strip-mark is-${tone}`} d={path} />
    </svg>
  );
}

function Sign(props: { readonly means: string; readonly children: ComponentChildren }) {
  return (
    <div class="sign">
      <dt>{props.children}</dt>
      <dd>{props.means}</dd>
    </div>
  );
}
