import { changes, outline } from '../machines/outline.ts';
import type { Outline } from '../machines/outline.ts';
import { stateName } from '../machines/states.ts';
import type { Turn } from '../machines/system.ts';
import type { Effect } from '../protocol/effects.ts';
import { asCount, asList, asText, Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** What a tape keeps of a step: enough to tell that a replay did the same, and where it did not. */
export interface TapedStep {
  readonly actor: string;
  readonly event: string;
  readonly state: string;
  readonly guard: string | null;
  readonly changes: readonly (readonly [field: string, value: Outline])[];
  readonly effects: readonly TapedEffect[];
}

export interface TapedEffect {
  readonly type: string;
  /** Of all other fields, in the order of the effect's keys. */
  readonly fields: readonly Outline[];
}

/** Gives a name's number, or the name itself where there is no room for another number. */
export type Intern = (name: string) => number | string;

/** The other way round. */
export type NameOf = (ref: number) => string | undefined;

export function tapedSteps(turn: Turn): TapedStep[] {
  return turn.steps.map((step) => ({
    actor: step.actor,
    event: step.event,
    state: stateName(step.after),
    guard: step.guard,
    changes: changes(contextOf(step.before), contextOf(step.after) ?? {}),
    effects: step.effects.map(tapedEffect),
  }));
}

export function stepsToTape(turn: number, steps: readonly TapedStep[], intern: Intern): Plain[] {
  const tape: Plain[] = [turn];
  for (const { actor, event, state, guard, changes, effects } of steps) {
    const flat: Plain[] = [];
    for (const [field, value] of changes) flat.push(intern(field), value);
    tape.push([
      intern(actor),
      intern(event),
      intern(state),
      guard === null ? NO_GUARD : intern(guard),
      flat,
      effects.map(({ type, fields }) => [intern(type), ...fields]),
    ]);
  }
  return tape;
}

export function stepsFromTape(tape: Fields, nameOf: NameOf): TapedStep[] {
  return tape.rest().map((value) => stepFromTape(new Fields(value), nameOf));
}

const NO_GUARD = 0;

function stepFromTape(tape: Fields, nameOf: NameOf): TapedStep {
  return {
    actor: named(tape.any(), nameOf),
    event: named(tape.any(), nameOf),
    state: named(tape.any(), nameOf),
    guard: guardFromTape(tape.any(), nameOf),
    changes: changesFromTape(asList(tape.any()), nameOf),
    effects: asList(tape.any()).map((value) => effectFromTape(asList(value), nameOf)),
  };
}

function guardFromTape(ref: Plain, nameOf: NameOf): string | null {
  return ref === NO_GUARD ? null : named(ref, nameOf);
}

function changesFromTape(flat: readonly Plain[], nameOf: NameOf): [string, Outline][] {
  const changes: [string, Outline][] = [];
  for (let index = 0; index < flat.length; index += 2) {
    changes.push([named(flat[index], nameOf), asOutline(flat[index + 1])]);
  }
  return changes;
}

function effectFromTape([type, ...fields]: readonly Plain[], nameOf: NameOf): TapedEffect {
  return { type: named(type, nameOf), fields: fields.map(asOutline) };
}

function named(ref: Plain | undefined, nameOf: NameOf): string {
  if (typeof ref !== 'number') return asText(ref);
  const name = nameOf(asCount(ref));
  if (name === undefined) throw malformed('a name that was not given');
  return name;
}

function asOutline(value: Plain | undefined): Outline {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'string') return value;
  const [digest, ...rest] = asList(value);
  if (rest.length > 0) throw malformed('not an outline');
  return [asCount(digest)];
}

function tapedEffect(effect: Effect): TapedEffect {
  const values = effect as unknown as Readonly<Record<string, unknown>>;
  const fields: Outline[] = [];
  for (const key in values) if (key !== 'type') fields.push(outline(values[key]));
  return { type: effect.type, fields };
}

function contextOf(snapshot: { readonly context: unknown } | null): object | null {
  return snapshot === null ? null : (snapshot.context as object);
}
