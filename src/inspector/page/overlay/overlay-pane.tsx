import { useState } from 'preact/hooks';
import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { Answered } from '../parts/answered.tsx';
import { Empty } from '../parts/empty.tsx';
import { count, counted } from '../parts/formats.ts';
import { Pane } from '../parts/pane.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { turn } from '../store/position.ts';
import { OverlayDrawing } from './overlay-drawing.tsx';
import { OverlayTable } from './overlay-table.tsx';

/** The network, as this node knows it. */
export function OverlayPane() {
  const [isTable, showTable] = useState(false);
  const isThere = head.value.turns > 0;
  const asked = useAnswer<OverlayShown>(isThere ? pathOf('overlay', { turn: turn.value }) : null);
  const { value } = asked;
  return (
    <Pane
      title="Overlay"
      about={value?.isKnown === true && <span title={wordsWhole}>{inWords(value)}</span>}
      busy={asked.state === 'loading' && isThere}
      actions={
        <>
          <Choice words="Drawing" isChosen={!isTable} choose={() => showTable(false)} />
          <Choice words="Table" isChosen={isTable} choose={() => showTable(true)} />
        </>
      }
      class="overlay-pane"
    >
      {isThere ? (
        <Answered asked={asked}>{(shown) => <Overlay shown={shown} isTable={isTable} />}</Answered>
      ) : (
        <Empty title="No network yet">Whom this node is linked with will stand here.</Empty>
      )}
    </Pane>
  );
}

function Overlay({ shown, isTable }: { readonly shown: OverlayShown; readonly isTable: boolean }) {
  if (!shown.isKnown) {
    return (
      <Empty title="Nobody knows the network here">
        Between a gap and the next checkpoint, only steps are on the tape, and no states.
      </Empty>
    );
  }
  return isTable ? <OverlayTable shown={shown} /> : <OverlayDrawing shown={shown} />;
}

const wordsWhole =
  'Neighbours are those to whom it passes on what is said to all. Present is who says that they are there. ' +
  'A lead is an address that somebody may have, as others tell.';

function inWords({ neighbours, present, morePresent, leads, moreLeads }: OverlayShown): string {
  return [
    counted(neighbours.length, 'neighbour'),
    `${count(present.length + morePresent)} present`,
    counted(leads.length + moreLeads, 'lead'),
  ].join(', ');
}

interface ChoiceProps {
  readonly words: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Choice({ words, isChosen, choose }: ChoiceProps) {
  return (
    <button type="button" class="button" aria-pressed={isChosen} onClick={choose}>
      {words}
    </button>
  );
}
