import { setup } from 'xstate';
import { limits } from '../../../protocol/limits.ts';
import type { Stamp } from '../../connection/connection-events.ts';
import { tell } from '../../engine/asked.ts';
import { perform } from '../../engine/perform.ts';
import type { ToAlarm } from '../../engine/told.ts';

export interface AlarmInput {
  readonly delayUs: number;
}

interface AlarmContext {
  readonly delayMs: number;
}

export type AlarmEvent = ToAlarm & Stamp;

/**
 * Wakes the node when the overlay has something to do next. However many things wait for their time, this
 * is the only timer: each is a value with a time of its own, and the first of them sets the alarm.
 *
 *     set ──after──▶ rung ──set──▶ set      off ──▶ over
 */
export const alarmMachine = setup({
  types: {} as { context: AlarmContext; input: AlarmInput; events: AlarmEvent },
  delays: { alarm: ({ context }) => context.delayMs },
  actions: {
    'note when': perform((_: AlarmContext, event: Extract<AlarmEvent, { type: 'alarm.set' }>) => [
      { delayMs: Math.max(0, event.due - event.at) / 1_000 },
      [],
    ]),
    ring: perform(() => [{}, [tell('node', { type: 'alarm.rang' })]]),
  },
}).createMachine({
  id: 'alarm',
  options: { maxIterations: limits.microstepsPerStepMax },
  context: ({ input }) => ({ delayMs: input.delayUs / 1_000 }),
  initial: 'set',
  on: {
    'alarm.set': { target: '.set', actions: 'note when' },
    'alarm.off': { target: '.over' },
  },
  states: {
    set: { after: { alarm: { target: 'rung', actions: 'ring' } } },
    rung: {},
    over: { type: 'final' },
  },
});
