import type { ValueLine } from './value-line.ts';

/** `/api/moment?turn=`: one turn, whole. */
export interface Moment {
  readonly turn: number;
  /** Microseconds of the run, and the wall’s time in epoch milliseconds. */
  readonly us: number;
  readonly at: number;
  /** The turns before and behind it that are there. */
  readonly previous: number | null;
  readonly next: number | null;
  readonly input: InputShown;
  readonly steps: readonly StepShown[];
  readonly moreSteps: number;
  /** Marks that the user put behind this turn. */
  readonly marks: readonly string[];
  /**
   * Where the turn cannot be run again, its steps are as they stand on the tape, without transitions and
   * with digests for values: why, for people. null: it was run again.
   */
  readonly lacks: string | null;
  /** The node’s own fault, that this turn ended with. */
  readonly crashed: string | null;
}

export interface InputShown {
  readonly type: string;
  /** Whom it came to. */
  readonly actor: string;
  /** In a few words: what it is about. */
  readonly text: string;
  readonly fields: readonly ValueLine[];
  readonly commands: readonly CommandShown[];
  readonly moreCommands: number;
  /** Of `link.bytes`: what came, in the pieces it came in, each cut to what can be shown. */
  readonly chunks: readonly ChunkShown[];
  readonly bytes: number;
  /** What the bytes say; null where nobody can tell where a frame begins. */
  readonly frames: readonly FrameShown[] | null;
  readonly moreFrames: number;
}

export interface CommandShown {
  readonly command: string;
  readonly fields: readonly ValueLine[];
}

export interface ChunkShown {
  readonly bytes: number;
  /** The first of them, in base64. */
  readonly shown: string;
  /** Those of the shown ones that are not on the tape, and stand as zeros. */
  readonly leftOut: readonly (readonly [start: number, end: number])[];
}

export interface FrameShown {
  /** The word of the wire: `hello`, `text`, … or `rejected`. */
  readonly kind: string;
  /** In a few words. */
  readonly text: string;
  readonly fields: readonly ValueLine[];
  /**
   * Where it lies among the bytes of this input: it begins before them where `start` is negative, and the first is 0.
   * null where that is not known.
   */
  readonly start: number | null;
  readonly end: number | null;
}

export interface StepShown {
  readonly actor: string;
  readonly machine: string;
  readonly event: string;
  /** The actor that told it; null: what came from outside did. */
  readonly by: string | null;
  /** Its states before and behind, by the names of the leaves; `from` is null for the step that started it. */
  readonly from: string | null;
  readonly to: string;
  /** It is not there any more. */
  readonly ended: boolean;
  readonly guard: string | null;
  /** The arrows of its chart, in the order they were taken. */
  readonly taken: readonly string[];
  /** It had no use for the event. */
  readonly ignored: boolean;
  /** The names of the fields of its context that hold something else now. */
  readonly changed: readonly string[];
  readonly effects: readonly EffectShown[];
  readonly moreEffects: number;
}

export interface EffectShown {
  readonly type: string;
  /** In a few words: `bye, 2 texts`, `node/o1#pingInterval in 15 s`. */
  readonly text: string;
  readonly fields: readonly ValueLine[];
}
