import type { AnyMachineSnapshot } from 'xstate';
import type { NodeContext } from '../machines/node/node-context.ts';
import type { System } from '../machines/engine/system.ts';

/** What a node knows, as long as it runs. */
export function nodeContextIn({ actors }: System): NodeContext | null {
  const node = actors.get('node');
  return node === undefined ? null : nodeContextOf(node.snapshot);
}

export function nodeContextOf(snapshot: AnyMachineSnapshot): NodeContext {
  return snapshot.context as NodeContext;
}
