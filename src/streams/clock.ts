export type Cancel = () => void;

/** When it is, and when it will be. */
export interface Clock {
  /** Integer microseconds since the run's start; never goes back. */
  now(): number;
  /** The wall's time in epoch milliseconds, for people; nothing is decided by it. */
  wall(): number;
  /** Calls once at `due` or later; of several that are due, by due time, then in the order they were set. */
  at(due: number, callback: () => void): Cancel;
  /** Calls once, after all that is under way in this tick. */
  soon(callback: () => void): void;
}
