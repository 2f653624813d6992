import type { AnyStateMachine } from 'xstate';

/** A machine’s own configuration as JSON, as the tools draw it from: what is written as a function has its name there. */
export function definitionOf(machine: AnyStateMachine): string {
  let definition = definitions.get(machine);
  if (definition === undefined) {
    definition = JSON.stringify(machine.config, nameFunctions);
    definitions.set(machine, definition);
  }
  return definition;
}

const definitions = new WeakMap<AnyStateMachine, string>();

function nameFunctions(_key: string, value: unknown): unknown {
  return typeof value === 'function' ? { type: value.name } : value;
}
