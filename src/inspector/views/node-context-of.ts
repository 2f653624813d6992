import type { System } from '../../machines/engine/system.ts';
import type { NodeContext } from '../../machines/node/context/node-context.ts';

/** What the node itself knew; null where that is not known, or it is not there. */
export function nodeContextOf(system: System | null | undefined): NodeContext | null {
  const node = system?.actors.get('node');
  return node === undefined ? null : (node.snapshot.context as NodeContext);
}
