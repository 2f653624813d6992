import { tapedSteps } from '../format/steps-on-tape.ts';
import type { TapedStep } from '../format/steps-on-tape.ts';
import type { Attempt } from './attempt.ts';
import { unexpectedError } from './compare-errors.ts';
import { compareSteps } from './compare-steps.ts';
import type { Difference } from './verdict.ts';

/** The first thing it did otherwise than the tape says. */
export function judgeSteps(made: Attempt, taped: readonly TapedStep[]): Difference | null {
  if (made.turn === null) return unexpectedError(made);
  return compareSteps(made.number, taped, tapedSteps(made.turn));
}
