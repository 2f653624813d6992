import { shuffle } from './shuffle.ts';
import { tend } from './tend.ts';
import type { View, ViewChange } from './view.ts';

/** Does what time alone brings: leads are exchanged, those that rested are tried again, and old ones verified anew. */
export function due(view: View, at: number): ViewChange {
  const isTime = view.shuffleAt !== null && view.shuffleAt <= at;
  return tend(isTime ? shuffle(view, at) : [view, []], at);
}
