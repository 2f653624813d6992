import type { ActorRow as Row } from '../../answers/actors.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { MachineDot } from '../parts/machine-dot.tsx';
import { Peer } from '../parts/peer.tsx';
import { shortState } from '../parts/short-state.ts';

interface ActorRowProps {
  readonly row: Row;
  readonly place: number;
  readonly all: number;
  readonly isChosen: boolean;
  readonly isAtCursor: boolean;
  readonly onChoose: () => void;
}

export const rowHeight = 42;

/** One actor: who it is, the state it is in, and why it closed. */
export function ActorRow({ row, place, all, isChosen, isAtCursor, onChoose }: ActorRowProps) {
  return (
    <div
      id={rowId(place)}
      class={classOf(row, isAtCursor)}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place + 1}
      aria-setsize={all}
      style={{ top: `${place * rowHeight}px` }}
      onClick={onChoose}
    >
      <MachineDot machine={row.machine} />
      <span class="actor-line">
        <span class="actor-path mono">{row.path}</span>
        <span class="actor-peer one-line">
          {row.peer === '' && row.name === '' ? (
            <CleanText text={row.address} />
          ) : (
            <Peer id={row.peer} name={row.name} />
          )}
        </span>
      </span>
      <span class="actor-line">
        <span class="actor-state one-line" title={row.state ?? ''}>
          {stateOf(row)}
          {row.isGone && row.state !== null && <span class="unseen">, gone</span>}
        </span>
        {row.code !== '' && <span class="badge is-danger">{row.code}</span>}
        {row.moved && (
          <span class="actor-moved" title="It made a step in this turn">
            moved
          </span>
        )}
      </span>
    </div>
  );
}

/** Of one that goes in this turn, the state in which it went. */
function stateOf({ state, isGone }: Row): string {
  if (state !== null) return shortState(state);
  return isGone ? 'gone' : 'state not known';
}

export function rowId(place: number): string {
  return `actor-row-${place}`;
}

function classOf({ isGone, moved }: Row, isAtCursor: boolean): string {
  const classes = ['actor-row'];
  if (isGone) classes.push('is-gone');
  if (moved) classes.push('has-moved');
  if (isAtCursor) classes.push('is-at-cursor');
  return classes.join(' ');
}
