import { shuffle } from './shuffle.ts';
import { swap } from './swap.ts';
import { tend } from './tend.ts';
import type { View, ViewChange } from './view.ts';

/** Does what time alone brings: leads are exchanged, those that rested are tried again, and old ones verified anew. */
export function due(view: View, at: number): ViewChange {
  if (view.shuffleAt === null || view.shuffleAt > at) return tend([view, []], at);
  const [shuffled, said] = shuffle(view, at);
  const [swapped, asked] = swap(shuffled, at);
  return tend([swapped, [...said, ...asked]], at);
}
