import { useEffect, useState } from 'preact/hooks';
import type { ActorShown } from '../../answers/actor.ts';
import { Answered } from '../parts/answered.tsx';
import { Code } from '../parts/code.tsx';
import { Empty } from '../parts/empty.tsx';
import { Pane } from '../parts/pane.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { actor, step, turn } from '../store/position.ts';
import { machineLike, rememberMachine } from './machine-like.ts';
import { GoneNote, Presence } from './presence.tsx';
import { StateFacts } from './state-facts.tsx';
import { StateTree } from './state-tree.tsx';
import { unfoldedIn, waysToAsk } from './unfolded.ts';

/** What the chosen actor knows, and what of that has changed. */
export function StatePane() {
  const isThere = head.value.turns > 0;
  const asked = useAnswer<ActorShown>(isThere ? question() : null);
  useEffect(() => {
    if (asked.value !== null) rememberMachine(asked.value);
  }, [asked.value]);
  return (
    <Pane
      title="State"
      about={<Code text={actor.value} />}
      busy={asked.state === 'loading' && isThere}
      class="state-pane"
    >
      {isThere ? (
        <Answered asked={asked}>{(shown) => <State shown={shown} />}</Answered>
      ) : (
        <Empty title="No state yet">What an actor knows will stand here.</Empty>
      )}
    </Pane>
  );
}

function question(): string {
  const machine = machineLike(actor.value);
  return pathOf('actor', {
    turn: turn.value,
    actor: actor.value,
    step: step.value,
    open: machine === null ? null : waysToAsk(unfoldedIn(machine)),
  });
}

/** What is sought and left out stays while one steps on. */
function State({ shown }: { readonly shown: ActorShown }) {
  const [needle, seek] = useState('');
  const [changesOnly, showChangesOnly] = useState(false);
  const isGone = shown.presence === 'gone' && shown.context.length > 0;
  if (shown.presence !== 'there' && !isGone) return <Presence shown={shown} />;
  return (
    <div class="state">
      {isGone && <GoneNote shown={shown} />}
      <StateFacts shown={shown} />
      <StateTree
        machine={shown.machine}
        lines={shown.context}
        needle={needle}
        seek={seek}
        changesOnly={changesOnly}
        showChangesOnly={showChangesOnly}
      />
    </div>
  );
}
