import { computed, effect, signal } from '@preact/signals';
import { addressOf, positionIn, type Position, type View } from './address.ts';
import { head } from './head.ts';

/** Where whoever looks is. It stands in the address too, so that a moment can be sent to somebody. */
const chosen = signal<Position>(positionIn(location.hash));

export const view = computed<View>(() => chosen.value.view);
/** The actor that is looked at. */
export const actor = computed(() => chosen.value.actor);
/** Its place in the turn; null: the turn as a whole. */
export const step = computed(() => chosen.value.step);
/** Whether what is shown goes on with what is recorded. */
export const follows = computed(() => chosen.value.turn === null);

/** The last turn, to follow it. What is only being read through is not followed: it would be over before it was seen. */
const newest = signal(0);
effect(() => {
  const { state, lastTurn } = head.value;
  if (state !== 'reading' || newest.peek() === 0) newest.value = lastTurn;
});

/** The turn that is looked at; 0 while there is none. */
export const turn = computed(() => {
  const { firstTurn, lastTurn } = head.value;
  const wanted = chosen.value.turn ?? newest.value;
  return Math.min(Math.max(wanted, firstTurn), lastTurn);
});

/** The turn that is wanted and that is not on the tape, before its first one or behind its last; null if there is none. */
export const turnMissing = computed(() => {
  const wanted = chosen.value.turn;
  if (wanted === null || head.value.state === 'reading' || head.value.turns === 0) return null;
  return wanted === turn.value ? null : wanted;
});

export function goTo(wanted: number): void {
  move({ turn: wanted, step: null });
}

/** Goes on with what is recorded. */
export function follow(): void {
  move({ turn: null, step: null });
}

export function chooseActor(path: string): void {
  move({ actor: path });
}

export function chooseStep(place: number | null, path: string): void {
  move({ step: place, actor: path, turn: turn.value });
}

export function chooseView(wanted: View): void {
  move({ view: wanted });
}

/** The address of this very moment, for somebody else: it does not go on with what is recorded. */
export function addressOfMoment(): string {
  return addressOf({ ...chosen.value, turn: turn.value });
}

function move(change: Partial<Position>): void {
  chosen.value = { ...chosen.value, ...change };
  writing ??= setTimeout(write, writeMs);
}

/** Browsers bear with few changes of an address a second, and a hand that scrubs makes sixty. */
const writeMs = 250;
let writing: ReturnType<typeof setTimeout> | null = null;

function write(): void {
  if (writing === null) return;
  clearTimeout(writing);
  writing = null;
  // Replaced and not pushed: whoever scrubs through a thousand turns wants to get back with one step.
  history.replaceState(null, '', addressOf(chosen.value));
}

addEventListener('pagehide', write);
addEventListener('hashchange', () => {
  if (writing !== null) clearTimeout(writing);
  writing = null;
  chosen.value = positionIn(location.hash);
});
