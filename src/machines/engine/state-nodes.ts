import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** Every state of a machine, the root first, in document order. */
export function stateNodes(machine: AnyStateMachine): readonly AnyStateNode[] {
  return withBelow(machine.root);
}

function withBelow(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withBelow)];
}
