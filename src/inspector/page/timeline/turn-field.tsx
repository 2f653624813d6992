import { useState } from 'preact/hooks';
import { goToNearest } from '../store/moves.ts';
import { turn } from '../store/position.ts';

export const turnFieldId = 'turn-field';

/** Says which turn it is, and takes another. */
export function TurnField() {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (field: HTMLInputElement) => {
    setTyped(null);
    field.blur();
  };
  return (
    <input
      id={turnFieldId}
      class="field turn-field mono"
      type="text"
      inputMode="numeric"
      aria-label="Go to turn"
      title="Go to a turn (g)"
      autocomplete="off"
      value={typed ?? String(turn.value)}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave(event.currentTarget);
        if (event.key !== 'Enter') return;
        const wanted = turnIn(event.currentTarget.value);
        if (wanted !== null) goToNearest(wanted);
        leave(event.currentTarget);
      }}
    />
  );
}

/** As people write numbers: `12,345` and `#12` too. */
function turnIn(text: string): number | null {
  const digits = text.replaceAll(/[\s,.'_#]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
