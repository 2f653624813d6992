import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { arrowsOf } from './arrow-id.ts';
import { eventInWords, inWords } from './chart-words.ts';

/** A machine as people see it: states inside of states, and arrows between them. All else is made from this. */
export interface Chart {
  readonly machine: string;
  readonly root: ChartState;
}

export interface ChartState {
  readonly id: string;
  readonly name: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** Of a history: whether it leads to the leaves, and where to if nobody was there yet. */
  readonly deep: boolean;
  /** What is entered with it: one of its states, or the default of a history. */
  readonly initial: string | null;
  readonly tags: readonly string[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly states: readonly ChartState[];
  /** All that begin here, in the order in which they are tried. */
  readonly arrows: readonly ChartArrow[];
}

export interface ChartArrow {
  /** As `arrowId` says. */
  readonly id: string;
  /** In words: `after pingTimeout`; empty if it needs none. */
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  readonly from: string;
  /** Several, where it leads into regions of a parallel state. None: nothing is left, only something done. */
  readonly targets: readonly string[];
  readonly reenter: boolean;
}

export function chartOf(machine: AnyStateMachine): Chart {
  return { machine: machine.id, root: stateOf(machine.root) };
}

/** Every state of a chart, each before what is inside of it. */
export function statesOf(state: ChartState): readonly ChartState[] {
  return [state, ...state.states.flatMap(statesOf)];
}

function stateOf(node: AnyStateNode): ChartState {
  return {
    id: node.id,
    name: node.key,
    kind: node.type,
    deep: node.type === 'history' && node.history === 'deep',
    initial: initialOf(node),
    tags: node.tags,
    entry: node.entry.flatMap(inWords),
    exit: node.exit.flatMap(inWords),
    states: Object.values(node.states).map(stateOf),
    arrows: arrowsOf(node).map(([transition, id]) => arrowOf(node, transition, id)),
  };
}

/** XState answers for a history only with a snapshot at hand; what stands in its configuration is its default. */
function initialOf(node: AnyStateNode): string | null {
  if (node.type === 'compound') return node.initial.target?.[0]?.id ?? null;
  if (node.type !== 'history' || typeof node.config.target !== 'string') return null;
  const name = node.config.target;
  if (name.startsWith('#')) return name.slice(1);
  return `${node.parent!.id}.${name.replace(/^\./, '')}`;
}

function arrowOf(node: AnyStateNode, transition: AnyTransitionDefinition, id: string): ChartArrow {
  return {
    id,
    event: eventInWords(node, transition.eventType as string),
    guard: transition.guard === undefined ? null : (inWords(transition.guard)[0] ?? null),
    actions: transition.actions.flatMap(inWords),
    from: node.id,
    targets: (transition.target ?? []).map((target) => target.id),
    reenter: transition.reenter,
  };
}
