import type { Observable } from 'rxjs';
import type { System, Turn } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import type { Head } from '../answers/head.ts';
import type { Timeline } from '../answers/timeline.ts';

/**
 * A tape that can be looked at anywhere: what stands where is known of all its turns, and what a node was
 * and did in one of them is found by running it again from the nearest state that is known.
 */
export interface Film {
  /** How far the tape is known, and each change of that. Completes when the film is closed. */
  readonly head: Head;
  readonly head$: Observable<Head>;
  /** What the tape says about its whole run; null until it has been read, or where it is not on it. */
  readonly tapeHead: TapeHead | null;
  /** The wall’s time, in epoch milliseconds, at a time of the run in microseconds. */
  wallAt(us: number): number;
  /** null where that turn is not there. */
  scene(turn: number): Scene | null;
  /** Those that are there of a stretch, both ends included, in order. */
  scenes(from: number, to: number): Iterable<Scene>;
  /** The next turn that is there, before or behind one; of an actor: in which it made a step. */
  previous(turn: number, actor?: string): number | null;
  next(turn: number, actor?: string): number | null;
  /** The last turns up to this one in which something was said on a link or became of one, in order. */
  talk(turn: number, count: number): readonly number[];
  /** Everybody who was ever there up to this turn, in the order they came. */
  lives(turn: number): Iterable<ActorLife>;
  timeline(from: number, to: number, buckets: number): Timeline;
}

/** One turn of a tape. */
export interface Scene {
  readonly turn: number;
  readonly input: Input;
  /** Before it; null where that is not known. */
  readonly before: System | null;
  /** What it was when it was run again; null where it could not be. */
  readonly played: Turn | null;
  /** As they stand on the tape. */
  readonly taped: readonly TapedStep[];
  /** Why it could not be run again, for people. */
  readonly lacks: string | null;
  readonly crashed: string | null;
  readonly marks: readonly string[];
}

/** An actor from its start to its end, as the tape tells. */
export interface ActorLife {
  readonly path: string;
  /** Empty where the tape does not say. */
  readonly machine: string;
  readonly firstTurn: number;
  /** null: it has not come to its end up to the turn that was asked for. */
  readonly lastTurn: number | null;
  /** Of a connection: who it was, where, and why it closed; empty where the tape does not say. */
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly inbound: boolean | null;
  readonly code: string;
}
