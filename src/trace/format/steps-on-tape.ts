import { changes, outline } from '../../values/outline.ts';
import type { Outline } from '../../values/outline.ts';
import { stateName } from '../../machines/engine/states.ts';
import type { Turn } from '../../machines/engine/system.ts';
import type { Effect } from '../../protocol/effects.ts';
import { asCount, asList, asText, Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** What a tape keeps of a step: enough to tell that a replay did the same, and where it did not. */
export interface TapedStep {
  readonly actor: string;
  readonly event: string;
  readonly state: string;
  readonly guard: string | null;
  readonly changes: readonly TapedField[];
  readonly effects: readonly TapedEffect[];
}

export interface TapedEffect {
  readonly type: string;
  /** All others, in the order of the effect's keys. */
  readonly fields: readonly TapedField[];
}

export type TapedField = readonly [name: string, value: Outline];

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
    tape.push([
      intern(actor),
      intern(event),
      intern(state),
      guard === null ? NO_GUARD : intern(guard),
      fieldsToTape([], changes, intern),
      effects.map(({ type, fields }) => fieldsToTape([intern(type)], fields, intern)),
    ]);
  }
  return tape;
}

export function stepsFromTape(tape: Fields, nameOf: NameOf): TapedStep[] {
  return tape.rest().map((value) => stepFromTape(new Fields(value), nameOf));
}

const NO_GUARD = 0;

function fieldsToTape(tape: Plain[], fields: readonly TapedField[], intern: Intern): Plain[] {
  for (const [name, value] of fields) tape.push(intern(name), value);
  return tape;
}

function stepFromTape(tape: Fields, nameOf: NameOf): TapedStep {
  return {
    actor: named(tape.any(), nameOf),
    event: named(tape.any(), nameOf),
    state: named(tape.any(), nameOf),
    guard: guardFromTape(tape.any(), nameOf),
    changes: fieldsFromTape(asList(tape.any()), nameOf),
    effects: asList(tape.any()).map((value) => effectFromTape(asList(value), nameOf)),
  };
}

function guardFromTape(ref: Plain, nameOf: NameOf): string | null {
  return ref === NO_GUARD ? null : named(ref, nameOf);
}

function fieldsFromTape(flat: readonly Plain[], nameOf: NameOf): TapedField[] {
  const fields: TapedField[] = [];
  for (let index = 0; index < flat.length; index += 2) {
    fields.push([named(flat[index], nameOf), asOutline(flat[index + 1])]);
  }
  return fields;
}

function effectFromTape([type, ...fields]: readonly Plain[], nameOf: NameOf): TapedEffect {
  return { type: named(type, nameOf), fields: fieldsFromTape(fields, nameOf) };
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
  const fields: TapedField[] = [];
  for (const key in values) if (key !== 'type') fields.push([key, outline(values[key])]);
  return { type: effect.type, fields };
}

function contextOf(snapshot: { readonly context: unknown } | null): object | null {
  return snapshot === null ? null : (snapshot.context as object);
}
