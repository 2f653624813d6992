import { CleanText } from '../parts/clean-text.tsx';
import { byteCount, counted } from '../parts/formats.ts';
import { closeDialog } from '../store/dialogs.ts';
import { head } from '../store/head.ts';
import { goToNearest } from '../store/moves.ts';
import { turnsOf } from '../timeline/fault-list.tsx';

/** What is missing or wrong, each with the way to it. */
export function FaultTable() {
  const { faults, moreFaults } = head.value;
  if (faults.length === 0) return null;
  return (
    <>
      <h3 class="fault-heading">Missing or wrong</h3>
      <ul class="fault-table">
        {faults.map((fault, place) => (
          <li key={place} class="fault-entry">
            <button
              type="button"
              class="link"
              onClick={() => {
                closeDialog();
                goToNearest(fault.fromTurn);
              }}
            >
              {fault.kind} {turnsOf(fault)}
            </button>
            <p>
              <CleanText text={fault.text} />
            </p>
            <p class="muted mono">
              {fault.code}, segment {fault.segment}, byte {fault.offset}
              {fault.bytes > 0 && `, ${byteCount(fault.bytes)}`}
            </p>
          </li>
        ))}
      </ul>
      {moreFaults > 0 && <p class="muted">{counted(moreFaults, 'other')}</p>}
    </>
  );
}
