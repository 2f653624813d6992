import type { Effect } from '../../protocol/effects.ts';
import type { TimerAsked } from './asked.ts';
import type { Timer } from './system.ts';

const afterPrefix = 'xstate.after.';

/** `node/o1#greetingTimeout.connection.greeting`: the actor, then XState's name for the delay. */
export function timerId(path: string, delayId: string): string {
  const name = delayId.startsWith(afterPrefix) ? delayId.slice(afterPrefix.length) : delayId;
  return `${path}#${name}`;
}

/** Starting a timer that runs already starts it anew, in its new place. */
export function startTimer(
  timers: readonly Timer[],
  path: string,
  { id, delayMs, event }: Extract<TimerAsked, { type: 'delay.start' }>,
  at: number,
  order: number,
  effects: Effect[],
): readonly Timer[] {
  const timer = { id: timerId(path, id), due: at + Math.round(delayMs * 1000), order, event };
  effects.push({ type: 'timer.start', timer: timer.id, due: timer.due });
  return [...timers.filter((other) => other.id !== timer.id), timer];
}

/** Stopping a timer that does not run asks nothing of the world. */
export function stopTimer(
  timers: readonly Timer[],
  path: string,
  delayId: string,
  effects: Effect[],
): readonly Timer[] {
  const id = timerId(path, delayId);
  const kept = timers.filter((timer) => timer.id !== id);
  if (kept.length === timers.length) return timers;
  effects.push({ type: 'timer.cancel', timer: id });
  return kept;
}
