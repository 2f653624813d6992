import type { Simulation } from './simulation.ts';

/**
 * A story about a few nodes, told in three parts: what befalls them, what must come about once
 * nothing befalls them any more, and then that everybody leaves and nothing stays behind.
 */
export interface Scenario {
  readonly name: string;
  /** What it shows, in one line. */
  readonly shows: string;
  /** Starts the nodes, and does to them whatever it is about. */
  play(world: Simulation): void;
  /** Ends the faults; of all nodes, if it is not said. */
  heal?(world: Simulation): void;
  /** What must come about then, in bounded time. */
  settle?(world: Simulation): void;
}
