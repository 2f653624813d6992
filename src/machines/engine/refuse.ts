import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { stateNodes } from './state-nodes.ts';

/**
 * What a machine must not contain, because it could not be replayed: it would reach for an actor
 * system, a clock or a console, or run code that no trace can name. Found once, when a machine is
 * first used; what hides in a function is refused when it runs, in `step.ts`.
 */
const allowedBuiltins = new Set(['xstate.assign', 'xstate.emit', 'xstate.raise', 'xstate.cancel']);
const accepted = new WeakSet<AnyStateMachine>();

export function refuseUnreplayable(machine: AnyStateMachine): void {
  if (accepted.has(machine)) return;
  if (!Number.isFinite(machine.options.maxIterations)) {
    throw new TypeError(`machine ${machine.id} sets no options.maxIterations`);
  }
  for (const node of stateNodes(machine)) refuseNode(machine, node);
  accepted.add(machine);
}

function refuseNode(machine: AnyStateMachine, node: AnyStateNode): void {
  const at = `machine ${machine.id}, state ${node.id}`;
  if (node.invoke.length > 0) throw new TypeError(`${at}: invoke cannot be replayed`);
  for (const delay of Object.keys(node.config.after ?? {})) refuseDelay(machine, delay, at);
  const transitions = [...node.transitions.values()].flat();
  const always = node.always ?? [];
  const initial = node.config.initial === undefined ? [] : [node.initial];
  const actions = [
    ...node.entry,
    ...node.exit,
    ...[...transitions, ...always, ...initial].flatMap((t) => t.actions),
  ];
  for (const action of actions) refuseAction(machine, action, at);
}

function refuseDelay(machine: AnyStateMachine, delay: string, at: string): void {
  const known = delay in machine.implementations.delays || !Number.isNaN(Number(delay));
  if (!known) throw new TypeError(`${at}: there is no delay named "${delay}"`);
}

/** Raised after a delay of an unknown name, an event would come at once, and nobody would be told. */
function refuseRaise(machine: AnyStateMachine, { delay }: RaiseAction, at: string): void {
  if (typeof delay !== 'string' || delay in machine.implementations.delays) return;
  throw new TypeError(`${at}: there is no delay named "${delay}"`);
}

interface RaiseAction {
  readonly delay?: unknown;
}

function refuseAction(machine: AnyStateMachine, action: unknown, at: string): void {
  const name =
    typeof action === 'object' && action !== null && 'type' in action ? action.type : action;
  const found = typeof name === 'string' ? machine.implementations.actions[name] : name;
  if (found === undefined) throw new TypeError(`${at}: there is no action named "${String(name)}"`);
  const kind: unknown = (found as { type?: unknown }).type;
  const builtin = typeof found === 'function' && 'resolve' in found;
  if (!builtin)
    throw new TypeError(
      `${at}: the function action "${actionName(name, found)}" cannot be replayed`,
    );
  if (kind === 'xstate.enqueueActions') return;
  if (kind === 'xstate.raise') refuseRaise(machine, found as RaiseAction, at);
  if (!allowedBuiltins.has(String(kind))) {
    throw new TypeError(`${at}: ${String(kind).replace('xstate.', '')} cannot be replayed`);
  }
}

function actionName(name: unknown, found: unknown): string {
  if (typeof name === 'string') return name;
  return (found as { name?: string }).name || 'anonymous';
}
