import type { Asked } from '../../engine/asked.ts';
import type { NodeContext } from './node-context.ts';

/** What the node decides: what it knows from now on, and what it asks for. */
export type Judged = readonly [NodeContext, readonly Asked[]];

/** One step after the other, and all that they ask, in order. */
export function chain(first: Judged, ...steps: ((context: NodeContext) => Judged)[]): Judged {
  let [context, asked] = first;
  for (const step of steps) {
    const [next, more] = step(context);
    context = next;
    if (more.length > 0) asked = [...asked, ...more];
  }
  return [context, asked];
}
