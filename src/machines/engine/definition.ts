import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { stateNodes } from './state-nodes.ts';

/**
 * What a machine is made of, as plain values: XState's own `definition` leaves out eventless
 * transitions and what is written inline, so its root is walked instead.
 */
export interface StateDefinition {
  readonly id: string;
  readonly type: string;
  readonly initial: readonly string[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly transitions: readonly TransitionDefinition[];
}

export interface TransitionDefinition {
  /** Empty for an eventless one. */
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  readonly targets: readonly string[];
  readonly reenter: boolean;
}

export function definition(machine: AnyStateMachine): readonly StateDefinition[] {
  return stateNodes(machine).map(defineState);
}

function defineState(node: AnyStateNode): StateDefinition {
  const taken = [...node.transitions.values()].flat();
  const initial = node.config.initial === undefined ? [] : (node.initial.target ?? []);
  return {
    id: node.id,
    type: node.type,
    initial: initial.map((target) => target.id),
    entry: node.entry.map(nameOf),
    exit: node.exit.map(nameOf),
    transitions: [...taken, ...(node.always ?? [])].map((transition) => ({
      event: transition.eventType as string,
      guard: transition.guard === undefined ? null : nameOf(transition.guard),
      actions: transition.actions.map(nameOf),
      targets: (transition.target ?? []).map((target) => target.id),
      reenter: transition.reenter,
    })),
  };
}

/** Actions and guards by their words; what XState adds for a delay, by what it does. */
function nameOf(part: unknown): string {
  if (typeof part === 'string') return part;
  const { type, params, id, sendId } = part as Readonly<Record<string, unknown>>;
  const more = params ?? id ?? sendId;
  return more === undefined ? String(type) : `${String(type)} ${JSON.stringify(more)}`;
}
