import { useState } from 'preact/hooks';
import type { Actors } from '../../answers/actors.ts';
import { Answered } from '../parts/answered.tsx';
import { Empty } from '../parts/empty.tsx';
import { count } from '../parts/formats.ts';
import { Pane } from '../parts/pane.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { turn } from '../store/position.ts';
import { ActorFilter } from './actor-filter.tsx';
import { ActorList } from './actor-list.tsx';
import { asked, noWishes, wish, wishes } from './actor-wishes.ts';
import type { Rows } from './rows-in-view.ts';

/** Everybody who is there, and whoever was. */
export function ActorsPane() {
  const [rows, setRows] = useState<Rows>({ from: 0, count: 100 });
  const answer = useAnswer<Actors>(
    pathOf('actors', { turn: turn.value, ...asked(wishes.value), ...rows }),
  );
  return (
    <Pane
      class="actors-pane"
      title="Actors"
      about={answer.value === null ? '' : howMany(answer.value)}
      busy={answer.state === 'loading'}
      above={<ActorFilter known={answer.value} />}
    >
      <Answered asked={answer}>
        {(actors) =>
          actors.fitting === 0 ? (
            <NobodyFits all={actors.all} />
          ) : (
            <ActorList actors={actors} onAsk={setRows} />
          )
        }
      </Answered>
    </Pane>
  );
}

function NobodyFits({ all }: { readonly all: number }) {
  const { gone } = wishes.value;
  if (all === 0 && gone) return <Empty title="Nobody was there yet" />;
  if (all === 0)
    return (
      <Empty title="Nobody is there">
        <button type="button" class="link" onClick={() => wish({ gone: true })}>
          Show those who were
        </button>
      </Empty>
    );
  return (
    <Empty title="No actor fits">
      <button type="button" class="link" onClick={() => (wishes.value = { ...noWishes, gone })}>
        Show all {count(all)}
      </button>
    </Empty>
  );
}

function howMany({ fitting, all }: Actors): string {
  return fitting === all ? count(all) : `${count(fitting)} of ${count(all)}`;
}
