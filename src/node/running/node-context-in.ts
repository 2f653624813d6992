import type { System } from '../../machines/engine/system.ts';
import type { NodeContext } from '../../machines/node/context/node-context.ts';

/** What a node knows, as long as it runs. */
export function nodeContextIn({ actors }: System): NodeContext | null {
  return (actors.get('node')?.snapshot.context as NodeContext | undefined) ?? null;
}
