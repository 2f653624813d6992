import { useEffect, useRef, useState } from 'preact/hooks';
import type { Sequence, SequenceLane } from '../../answers/sequence.ts';
import { Answered } from '../parts/answered.tsx';
import { Empty } from '../parts/empty.tsx';
import { Pane } from '../parts/pane.tsx';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { follows, turn } from '../store/position.ts';
import { PeerFilter } from './peer-filter.tsx';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { windowEnd } from './window-end.ts';

/** Beyond, one gets to them with a button: so many can be drawn at once. */
const arrowsShown = 120;

/** What this node and its peers said to each other. */
export function SequencePane() {
  const [peer, choosePeer] = useState('');
  const [end, goUpTo] = useState<number | null>(null);
  const shown = useRef<{ readonly from: number; readonly to: number } | null>(null);
  const { turns, lastTurn } = head.value;
  const here = turn.value;
  useEffect(() => {
    if (turns === 0) return;
    const standing = { turn: here, lastTurn, follows: follows.value, shown: shown.current };
    goUpTo(windowEnd(standing));
  }, [here, follows.value, turns > 0]);
  const wishes = { turn: end, count: arrowsShown, peer: peer === '' ? null : peer };
  const asked = useAnswer<Sequence>(turns > 0 && end !== null ? pathOf('sequence', wishes) : null);
  const lanes = useRef<readonly SequenceLane[]>([]);
  useEffect(() => {
    const { value } = asked;
    if (value === null) return;
    shown.current = { from: value.arrows[0]?.turn ?? value.turn, to: value.turn };
    if (peer === '') lanes.current = value.lanes;
  }, [asked.value]);
  return (
    <Pane
      title="Sequence"
      about="between this node and its peers"
      busy={asked.state === 'loading' && turns > 0}
      actions={<PeerFilter lanes={lanes.current} peer={peer} choose={choosePeer} />}
      class="sequence-pane"
    >
      {turns === 0 ? (
        <Empty title="Nothing said yet">What comes and goes on links will stand here.</Empty>
      ) : (
        <Answered asked={asked}>
          {(sequence) => <SequenceDiagram sequence={sequence} goUpTo={goUpTo} />}
        </Answered>
      )}
    </Pane>
  );
}
