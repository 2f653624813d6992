import type { ActorShown } from '../../answers/actor.ts';
import type { Moment } from '../../answers/moment.ts';
import type { Mark, Timeline } from '../../answers/timeline.ts';
import { ask, pathOf } from './answer.ts';
import { head } from './head.ts';
import { pause } from './player.ts';
import { actor, chooseActor, follow, goTo, turn } from './position.ts';
import { nearestTurn, turnBeside } from './turns-there.ts';

export function stepBack(): void {
  go(turnBeside(turn.value, -1, head.value));
}

export function stepForward(): void {
  go(turnBeside(turn.value, 1, head.value));
}

export function goToFirst(): void {
  go(head.value.firstTurn);
}

/** Of a tape that is being recorded, the last turn goes on being the last. */
export function goToLast(): void {
  pause();
  follow();
}

/** The nearest that is there. */
export function goToNearest(wanted: number): void {
  go(nearestTurn(wanted, head.value));
}

/** The turn before or behind this one in which the chosen actor made a step; nothing if there is none. */
export const stepOfActor = oneAtATime(async (way: -1 | 1) => {
  const shown = await ask<ActorShown>(pathOf('actor', { turn: turn.value, actor: actor.value }));
  const wanted = way === 1 ? shown.next : shown.previous;
  if (wanted !== null) go(wanted);
});

/** The actor that what began this turn came to. */
export const chooseActorOfTurn = oneAtATime(async () => {
  const { input } = await ask<Moment>(pathOf('moment', { turn: turn.value }));
  chooseActor(input.actor);
});

export const goToMark = oneAtATime(async (way: -1 | 1) => {
  const mark = way === 1 ? await markBehind() : await markBefore();
  if (mark !== null) go(mark.turn);
});

function go(wanted: number): void {
  pause();
  goTo(wanted);
}

async function markBehind(): Promise<Mark | null> {
  const { marks } = await marksOf(turn.value + 1, head.value.lastTurn);
  return marks[0] ?? null;
}

/** The first of a stretch are told: so it is asked on from there until no more are behind them. */
async function markBefore(): Promise<Mark | null> {
  let last: Mark | null = null;
  for (let from = head.value.firstTurn; ; from = last.turn + 1) {
    const { marks, moreMarks } = await marksOf(from, turn.value - 1);
    last = marks.at(-1) ?? last;
    if (moreMarks === 0 || last === null) return last;
  }
}

async function marksOf(from: number, to: number): Promise<Pick<Timeline, 'marks' | 'moreMarks'>> {
  if (to < from) return { marks: [], moreMarks: 0 };
  return await ask<Timeline>(pathOf('timeline', { from, to, buckets: 1 }));
}

/** A key that is held down asks for more than can be answered: what comes too early is left out. */
function oneAtATime<Ways extends unknown[]>(
  move: (...ways: Ways) => Promise<void>,
): (...ways: Ways) => void {
  let isMoving = false;
  return (...ways) => {
    if (isMoving) return;
    isMoving = true;
    move(...ways)
      .catch(() => undefined)
      .finally(() => {
        isMoving = false;
      });
  };
}
