import type { System, Turn } from '../../machines/engine/system.ts';
import { turn } from '../../machines/engine/turn.ts';
import type { Input } from '../../protocol/inputs.ts';
import type { Place } from '../reading/tape-item.ts';

/** A turn that was run again, until the tape has said what came of it. */
export interface Attempt {
  readonly input: Input;
  readonly number: number;
  readonly turn: Turn | null;
  readonly error: Error | null;
  readonly place: Place;
}

export function attempt(system: System, input: Input, number: number, place: Place): Attempt {
  try {
    return { input, number, turn: turn(system, input), error: null, place };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { input, number, turn: null, error, place };
  }
}
