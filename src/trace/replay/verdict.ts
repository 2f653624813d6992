import type { Outline } from '../../values/outline.ts';
import type { Plain } from '../format/plain.ts';
import type { Place } from '../reading/tape-item.ts';

/** What a replay found out about a tape. */
export interface Verdict {
  readonly verdict: 'same' | 'different' | 'torn' | 'damaged' | 'unreadable' | 'newer';
  /** The first turn that could be run, if that is not the run's first. */
  readonly fromTurn?: number;
  /** How much was run again and compared. */
  readonly turns: number;
  readonly steps: number;
  readonly effects: number;
  readonly checkpoints: number;
  /** The code that decides is not the code that was recorded. */
  readonly codeDiffers: boolean;
  readonly torn?: Place & { readonly bytes: number };
  /** The first of them, if there are very many. */
  readonly gaps: readonly Gap[];
  readonly moreGaps?: number;
  readonly difference?: Difference;
  /** Why it cannot be read at all. */
  readonly text?: string;
}

/** A stretch that is missing: damaged, or never taped. */
export interface Gap extends Place {
  readonly bytes: number;
  readonly fromTurn: number;
  readonly toTurn: number | null;
  readonly code: string;
}

/** The first place where the tape says one thing and the code does another. */
export interface Difference {
  readonly turn: number;
  readonly actor: string;
  readonly event: string;
  readonly what: 'state' | 'effect' | 'checkpoint' | 'error';
  /** Where inside the step, the effect or the state. */
  readonly path: string;
  readonly tape: Plain | Outline;
  readonly code: Plain | Outline;
  /** The guard the code took the transition by. */
  readonly guard?: string;
}

/** For people, saying which side is which. */
export function explain({
  turn,
  actor,
  event,
  what,
  path,
  tape,
  code,
  guard,
}: Difference): string[] {
  const by = guard === undefined ? '' : ` (guard: ${guard})`;
  return [
    `The code does not do what the tape says, first in turn ${turn}: ${actor} on ${event}${by}.`,
    `  ${what}: ${path}`,
    `  the tape says: ${words(tape)}`,
    `  the code does: ${words(code)}`,
  ];
}

function words(value: Plain | Outline): string {
  if (value === null) return 'nothing';
  const isDigest = Array.isArray(value) && value.length === 1 && typeof value[0] === 'number';
  if (isDigest)
    return `a value with the digest ${(value[0] as number).toString(16).padStart(8, '0')}`;
  const text = JSON.stringify(value);
  return text.length > WORDS_MAX ? `${text.slice(0, WORDS_MAX)}…` : text;
}

const WORDS_MAX = 200;
