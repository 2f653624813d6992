import type { NodeContext } from './node-context.ts';
import type { Judged } from './refuse.ts';

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
