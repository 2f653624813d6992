import { sameOutline } from '../../values/outline.ts';
import type { Outline } from '../../values/outline.ts';
import type { TapedEffect, TapedField, TapedStep } from '../format/steps-on-tape.ts';
import type { Difference } from './verdict.ts';

/** The first difference between the steps of a turn on tape and those the code takes. */
export function compareSteps(
  turn: number,
  tape: readonly TapedStep[],
  code: readonly TapedStep[],
): Difference | null {
  for (let i = 0; i < Math.max(tape.length, code.length); i += 1) {
    const found = compareStep(turn, tape[i], code[i]);
    if (found !== null) return found;
  }
  return null;
}

function compareStep(
  turn: number,
  tape: TapedStep | undefined,
  code: TapedStep | undefined,
): Difference | null {
  const { actor, event, guard } = code ?? tape!;
  const found = (
    what: 'state' | 'effect',
    path: string,
    says: Outline,
    does: Outline,
  ): Difference => {
    const difference = { turn, actor, event, what, path, tape: says, code: does };
    return guard === null ? difference : { ...difference, guard };
  };
  if (tape === undefined) return found('state', 'step', null, `${actor} takes ${event}`);
  if (code === undefined) return found('state', 'step', `${actor} takes ${event}`, null);
  for (const field of ['actor', 'event', 'guard', 'state'] as const) {
    if (tape[field] !== code[field]) return found('state', field, tape[field], code[field]);
  }
  const changed = compareFields(tape.changes, code.changes, 'context', 'unchanged');
  if (changed !== null) return found('state', ...changed);
  const effects = compareEffects(tape.effects, code.effects);
  return effects === null ? null : found('effect', ...effects);
}

type Found = readonly [path: string, tape: Outline, code: Outline];
/** By name, in whatever order; `missing` says what it means that one side does not have a field. */
function compareFields(
  tape: readonly TapedField[],
  code: readonly TapedField[],
  path: string,
  missing: string,
): Found | null {
  const taped = new Map(tape);
  for (const [field, value] of code) {
    const says = taped.get(field);
    if (says === undefined) return [`${path}.${field}`, missing, value];
    if (!sameOutline(says, value)) return [`${path}.${field}`, says, value];
    taped.delete(field);
  }
  const [left] = taped;
  return left === undefined ? null : [`${path}.${left[0]}`, left[1], missing];
}

function compareEffects(tape: readonly TapedEffect[], code: readonly TapedEffect[]): Found | null {
  for (let i = 0; i < Math.max(tape.length, code.length); i += 1) {
    const path = `effects[${i}]`;
    const says = tape[i];
    const does = code[i];
    if (says?.type !== does?.type) return [path, says?.type ?? null, does?.type ?? null];
    const found = compareFields(says!.fields, does!.fields, path, 'no such field');
    if (found !== null) return found;
  }
  return null;
}
