import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Taken } from './step.ts';
import type { Pending } from '../../codec/cut-frames.ts';
import type { Effect } from '../../protocol/effects.ts';
import type { Table } from '../../values/table.ts';

/** The machines a system is made of, by name. */
export type Machines = Readonly<Record<string, AnyStateMachine>>;

/** One running instance of a machine, and what belongs to it alone. */
export interface Actor {
  readonly machine: string;
  readonly snapshot: AnyMachineSnapshot;
  /** The half-received frame of its link, if it has one; null once the stream cannot be read any more. */
  readonly pending: Pending | null;
  readonly timers: readonly Timer[];
}

export interface Timer {
  /** `<actor path>#<state and delay>` */
  readonly id: string;
  readonly due: number;
  /** Among timers that are due together, the one started first fires first. */
  readonly order: number;
  readonly event: string;
}

/** Everything a node is between two turns: a value. */
export interface System {
  readonly machines: Machines;
  /** All actors flat, by path: `node`, `node/o1`, `node/d1`. */
  readonly actors: Table<Actor>;
  readonly turn: number;
  readonly at: number;
  readonly timersStarted: number;
}

/** One transition of one actor. `before` is null when the step started the actor. */
export interface Step {
  readonly actor: string;
  readonly machine: string;
  readonly event: string;
  /** The actor that told it, or started it; null: what came from outside did. */
  readonly by: string | null;
  /** The transitions it took, in their order; none if it had no use for the event. */
  readonly taken: readonly Taken[];
  /** The guard of the first of them that has one. */
  readonly guard: string | null;
  readonly before: AnyMachineSnapshot | null;
  readonly after: AnyMachineSnapshot;
  /** What this step asked of the outside. */
  readonly effects: readonly Effect[];
}

/** One input and all it caused. */
export interface Turn {
  readonly system: System;
  readonly steps: readonly Step[];
  readonly effects: readonly Effect[];
}
