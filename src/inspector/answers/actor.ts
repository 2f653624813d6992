import type { ValueLine } from './value-line.ts';

/**
 * `/api/actor?turn=&actor=&step=&open=`: one actor behind a turn, or behind one of its steps in that turn (its place in
 * `Moment.steps`). `open` names what is to be open in its context: a JSON list of lists of keys.
 */
export interface ActorShown {
  readonly turn: number;
  readonly path: string;
  readonly machine: string;
  /** `not-yet`, `gone`: it is not there at this turn. `unknown`: the state behind this turn is not known. */
  readonly presence: 'there' | 'not-yet' | 'gone' | 'unknown';
  /** The states it is in, with all that these are inside of, by the ids of the chart. */
  readonly active: readonly string[];
  /** Those it was in before. */
  readonly before: readonly string[];
  /** The arrows it took in this turn or step. */
  readonly taken: readonly string[];
  /** Events of this turn or step that it had no use for. */
  readonly ignored: readonly string[];
  readonly timers: readonly TimerShown[];
  /** How many bytes of a frame have come that is not whole; null: it hears no bytes. */
  readonly halfReceived: number | null;
  /** Why it closes or has closed; null if it does not. */
  readonly reason: ReasonShown | null;
  /** What it knows, with what has changed. */
  readonly context: readonly ValueLine[];
  /** The turns before and behind this one in which it made a step. */
  readonly previous: number | null;
  readonly next: number | null;
}

export interface ReasonShown {
  readonly code: string;
  /** Who decided so, in words. */
  readonly by: string;
  /** What the code means. */
  readonly meaning: string;
  /** What was said to it, if anything was. */
  readonly text: string;
}

export interface TimerShown {
  readonly id: string;
  readonly event: string;
  readonly dueUs: number;
}
