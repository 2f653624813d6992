import { computed, effect, signal } from '@preact/signals';
import { head } from '../store/head.ts';
import { turn } from '../store/position.ts';
import { panned, spanOf, withTurn, zoomed, type Stretch } from './stretch.ts';

/** null: all of it, however long it gets. */
const chosen = signal<Stretch | null>(null);

export const whole = computed<Stretch>(() => ({
  from: head.value.firstTurn,
  to: head.value.lastTurn,
}));

/** The stretch of the tape that is looked at. */
export const stretch = computed<Stretch>(() => chosen.value ?? whole.value);

export const isWhole = computed(() => chosen.value === null);

/** `about`: the part of the stretch that stays where it is; the chosen turn if that is not said. */
export function zoom(factor: number, about: number = partOfTurn()): void {
  const next = zoomed(stretch.value, whole.value, factor, about);
  chosen.value = spanOf(next) >= spanOf(whole.value) ? null : next;
}

export function pan(byTurns: number): void {
  if (chosen.value !== null) chosen.value = panned(chosen.value, whole.value, byTurns);
}

export function showWhole(): void {
  chosen.value = null;
}

function partOfTurn(): number {
  const { from } = stretch.value;
  const part = (turn.value - from + 0.5) / spanOf(stretch.value);
  return part < 0 || part > 1 ? 0.5 : part;
}

// Whoever steps, plays or follows keeps the turn in view; whoever looks elsewhere meanwhile is left in peace.
effect(() => {
  const here = turn.value;
  const shown = chosen.peek();
  if (shown !== null) chosen.value = withTurn(shown, whole.peek(), here);
});
