import type { Life } from './life.ts';

/** All that a simulation left behind. */
export interface Evidence {
  readonly lives: readonly Life[];
  /** What had to come about and did not in time. */
  readonly late: readonly string[];
  readonly leftovers: Leftovers;
}

export interface Leftovers {
  /** Ends of links that are not closed. */
  readonly links: number;
  readonly listeners: number;
  readonly dials: number;
  /** Callbacks that the clock had still to call long after the last node was over. */
  readonly callbacks: number;
}
