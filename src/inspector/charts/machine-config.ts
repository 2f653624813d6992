import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { arrowsOf } from './arrow-id.ts';
import { delayOf, doneOf, inWords } from './chart-words.ts';

/**
 * A machine as JSON that XState's `createMachine` takes, and with it the Stately editor: its guards, actions and delays by
 * their names. What they do stands in the sources and is not part of it.
 */
export interface MachineConfig extends StateConfig {
  readonly id: string;
}

export interface StateConfig {
  readonly id?: string;
  readonly type?: 'parallel' | 'final' | 'history';
  readonly history?: 'deep';
  readonly target?: string;
  readonly initial?: string;
  readonly tags?: readonly string[];
  readonly entry?: readonly Named[];
  readonly exit?: readonly Named[];
  readonly always?: readonly TransitionConfig[];
  readonly on?: Readonly<Record<string, readonly TransitionConfig[]>>;
  readonly after?: Readonly<Record<string, readonly TransitionConfig[]>>;
  readonly onDone?: readonly TransitionConfig[];
  readonly states?: Readonly<Record<string, StateConfig>>;
}

export interface TransitionConfig {
  readonly target?: string | readonly string[];
  readonly guard?: Named;
  readonly actions?: readonly Named[];
  readonly reenter?: true;
}

export type Named = string | { readonly type: string; readonly params: unknown };

export function machineConfig(machine: AnyStateMachine): MachineConfig {
  return { id: machine.id, ...stateConfig(machine.root) };
}

function stateConfig(node: AnyStateNode): StateConfig {
  const { type, tags } = node;
  const states = Object.entries(node.states).map(
    ([key, state]) => [key, stateConfig(state)] as const,
  );
  return {
    ...(type === 'parallel' || type === 'final' || type === 'history' ? { type } : {}),
    ...historyConfig(node),
    ...(type === 'compound' ? { initial: node.initial.target?.[0]?.key ?? '' } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...some('entry', node.entry.flatMap(named)),
    ...some('exit', node.exit.flatMap(named)),
    ...transitionsConfig(node),
    ...(states.length > 0 ? { states: Object.fromEntries(states) } : {}),
  };
}

function historyConfig(node: AnyStateNode): Pick<StateConfig, 'history' | 'target'> {
  if (node.type !== 'history') return {};
  const { target } = node.config;
  return {
    ...(node.history === 'deep' ? { history: 'deep' } : {}),
    ...(typeof target === 'string' ? { target } : {}),
  };
}

type Transitions = Pick<StateConfig, 'always' | 'on' | 'after' | 'onDone'>;

function transitionsConfig(node: AnyStateNode): Transitions {
  const always: TransitionConfig[] = [];
  const onDone: TransitionConfig[] = [];
  const on: Record<string, TransitionConfig[]> = {};
  const after: Record<string, TransitionConfig[]> = {};
  for (const [transition] of arrowsOf(node)) {
    const event = transition.eventType as string;
    const delay = delayOf(node, event);
    const config = transitionConfig(node, transition);
    if (event === '') always.push(config);
    else if (event === doneOf(node)) onDone.push(config);
    else if (delay === null) (on[event] ??= []).push(config);
    else (after[delay] ??= []).push(config);
  }
  return {
    ...some('always', always),
    ...(Object.keys(on).length > 0 ? { on } : {}),
    ...(Object.keys(after).length > 0 ? { after } : {}),
    ...some('onDone', onDone),
  };
}

function transitionConfig(
  node: AnyStateNode,
  { target, guard, actions, reenter }: AnyTransitionDefinition,
): TransitionConfig {
  const targets = (target ?? []).map((one) => wayTo(one, node));
  return {
    ...(targets.length > 0 ? { target: targets.length === 1 ? targets[0]! : targets } : {}),
    ...(guard === undefined ? {} : { guard: named(guard)[0]! }),
    ...some('actions', actions.flatMap(named)),
    ...(reenter ? { reenter } : {}),
  };
}

/** As one writes it: a sibling by its name, what is inside of this state with a dot, and all else by its id. */
function wayTo(target: AnyStateNode, { id, parent }: AnyStateNode): string {
  if (parent !== undefined && target.parent === parent) return target.key;
  return target.id.startsWith(`${id}.`) ? target.id.slice(id.length) : `#${target.id}`;
}

function named(part: unknown): readonly Named[] {
  if (typeof part !== 'object' || part === null) return inWords(part);
  const { type, params } = part as { readonly type: string; readonly params?: unknown };
  return [params === undefined ? type : { type, params }];
}

function some<Key extends string, Item>(key: Key, items: readonly Item[]) {
  return (items.length > 0 ? { [key]: items } : {}) as { readonly [key in Key]?: readonly Item[] };
}
