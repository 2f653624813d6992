import type { Effect } from '../../protocol/effects.ts';
import type { Told } from './told.ts';

/** Word from one actor to another of the same node; it never leaves the turn. */
export interface Tell {
  readonly type: 'tell';
  readonly to: string;
  readonly event: Told;
}

export interface ActorStart {
  readonly type: 'actor.start';
  readonly path: string;
  readonly machine: string;
  readonly input: unknown;
}

/** What a machine emits: effects for the world, and what the turn itself carries out. */
export type Asked = Effect | Tell | ActorStart;

/** What XState asks for when a state with `after` is entered or left. */
export type TimerAsked =
  | {
      readonly type: 'delay.start';
      readonly id: string;
      readonly delayMs: number;
      readonly event: string;
    }
  | { readonly type: 'delay.cancel'; readonly id: string };

export function tell(to: string, event: Told): Tell {
  return { type: 'tell', to, event };
}
