import type { Fault } from '../../answers/head.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { count } from '../parts/formats.ts';
import { head } from '../store/head.ts';
import { goToNearest } from '../store/moves.ts';

const shownMax = 3;

/** What is missing or wrong on the tape: each goes to where that is. */
export function FaultList({ onAll }: { readonly onAll: () => void }) {
  const { faults, moreFaults } = head.value;
  const more = Math.max(faults.length - shownMax, 0) + moreFaults;
  return (
    <div class="fault-list" role="status" aria-label="What is missing or wrong on the tape">
      {faults.slice(0, shownMax).map((fault, place) => (
        <button
          key={place}
          type="button"
          class={`badge fault ${fault.kind === 'gap' ? 'is-warning' : 'is-danger'}`}
          title={cleaned(fault.text)}
          onClick={() => goToNearest(fault.fromTurn)}
        >
          {fault.kind} {turnsOf(fault)}
        </button>
      ))}
      {more > 0 && (
        <button type="button" class="badge fault" onClick={onAll}>
          {count(more)} more
        </button>
      )}
    </div>
  );
}

/** `turn 12`, `turns 12–40`, `from turn 12`. */
export function turnsOf({ kind, fromTurn, toTurn }: Fault): string {
  if (kind !== 'gap' && kind !== 'damage') return `at turn ${count(fromTurn)}`;
  if (toTurn === null) return `from turn ${count(fromTurn)}`;
  if (toTurn <= fromTurn) return `at turn ${count(fromTurn)}`;
  return `turns ${count(fromTurn)}–${count(toTurn)}`;
}
