import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Sequence } from '../../answers/sequence.ts';
import { Empty } from '../parts/empty.tsx';
import { head } from '../store/head.ts';
import { turn } from '../store/position.ts';
import { goAmong } from '../turn/go-among.ts';
import { laneColumns, type LaneColumns } from './lane-columns.ts';
import { LaneHeads } from './lane-heads.tsx';
import { laneX, rowHeight, scrolledTo, widthOf } from './lane-places.ts';
import { SequenceRow } from './sequence-row.tsx';

interface SequenceDiagramProps {
  readonly sequence: Sequence;
  readonly goUpTo: (turn: number) => void;
}

/** This node at the left, and a lane for each link; time goes down. */
export function SequenceDiagram({ sequence, goUpTo }: SequenceDiagramProps) {
  const { arrows, isCut } = sequence;
  const list = useRef<HTMLOListElement>(null);
  const here = turn.value;
  const { columns, columnOf, lifelines } = useMemo(() => laneColumns(sequence), [sequence]);
  const rowHere = arrows.findLastIndex((arrow) => arrow.turn <= here);
  const rows = useRows(sequence, columnOf);
  useEffect(() => {
    list.current?.children[rowHere]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const body = list.current?.closest('.pane-body');
    if (rowHere === -1 || body == null) return;
    body.scrollLeft = scrolledTo(columnOf.get(arrows[rowHere]!.link) ?? 0, body);
  }, [rowHere, arrows]);
  if (arrows.length === 0) {
    return <Empty title="Nothing said up to here">Later turns may have something.</Empty>;
  }
  const first = arrows[0]!.turn;
  // Of a turn with more than there is room for, nothing would be earlier.
  const earlier = first < arrows.at(-1)!.turn ? first : first - 1;
  const isLast = sequence.turn >= head.value.lastTurn;
  return (
    <div class="sequence" style={{ width: `${widthOf(columns.length)}px` }}>
      <LaneHeads columns={columns} lifelines={lifelines} row={rowHere} />
      {isCut && <Further words="Earlier" go={() => goUpTo(earlier)} />}
      <div class="sequence-body">
        <Lifelines lifelines={lifelines} columnOf={columnOf} />
        <ol
          class="sequence-rows"
          aria-label="What was said"
          ref={list}
          onKeyDown={goAmong('.sequence-row')}
        >
          {rows}
        </ol>
      </div>
      {!isLast && (
        <Further words="Later" go={() => goUpTo(behind(sequence, head.value.lastTurn))} />
      )}
    </div>
  );
}

/** There are hundreds: made anew only where one of them looks otherwise, and not for each turn that a hand comes by. */
function useRows({ arrows }: Sequence, columnOf: LaneColumns['columnOf']) {
  const here = turn.value;
  const before = arrows.filter((arrow) => arrow.turn < here).length;
  const upTo = arrows.filter((arrow) => arrow.turn <= here).length;
  return useMemo(
    () =>
      arrows.map((arrow, row) => (
        <SequenceRow
          key={row}
          arrow={arrow}
          lane={columnOf.get(arrow.link) ?? 0}
          isFirst={arrow.turn !== arrows[row - 1]?.turn}
          when={row < before ? 'before' : row < upTo ? 'now' : 'later'}
        />
      )),
    [arrows, columnOf, before, upTo],
  );
}

function Lifelines({ lifelines, columnOf }: Pick<LaneColumns, 'lifelines' | 'columnOf'>) {
  return (
    <div class="lifelines" aria-hidden="true">
      {lifelines.map(({ link, from, to }) => (
        <div
          key={link}
          class="lifeline"
          style={{
            left: `${laneX(columnOf.get(link)!)}px`,
            top: `${from * rowHeight + rowHeight / 2}px`,
            height: `${(to - from) * rowHeight}px`,
          }}
        />
      ))}
    </div>
  );
}

function Further({ words, go }: { readonly words: string; readonly go: () => void }) {
  return (
    <p class="sequence-further">
      <button type="button" class="button is-framed" onClick={go}>
        {words}
      </button>
    </p>
  );
}

/** As many turns on as are shown now: how much was said in them, nobody knows before it is asked for. */
function behind({ turn: end, arrows }: Sequence, lastTurn: number): number {
  const span = end - (arrows[0]?.turn ?? end);
  return Math.min(lastTurn, end + Math.max(Math.floor(span / 2), 20));
}
