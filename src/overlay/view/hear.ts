import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { hasLeft, spend, type Terms } from '../../values/budget.ts';
import { hearShuffle, hearShuffled } from './shuffle.ts';
import { tend } from './tend.ts';
import type { Neighbour, View, ViewChange, ViewWord } from './view.ts';
import { walkNewcomer } from './walk-newcomer.ts';

/** What a neighbour says of leads, as far as its budget goes: what is beyond that was never said. */
export function hear(view: View, from: PeerId, message: ViewWord, at: number): ViewChange {
  const teller = view.active.get(from);
  if (teller === undefined || !view.exchanges) return [view, []];
  if (!hasLeft(teller.wordsWholeAt, at, terms)) return [view, []];
  const wordsWholeAt = spend(teller.wordsWholeAt, 1, at, terms);
  const heard = { ...view, active: view.active.set(from, { ...teller, wordsWholeAt }) };
  const [next, asked] = heed(heard, teller, message, at);
  // Most words are only passed on.
  const isNews = next.passive !== view.passive || next.approaches !== view.approaches;
  return isNews ? tend([next, asked], at) : [next, asked];
}

const terms: Terms = { most: limits.viewWordsMax, healMs: limits.viewWordHealMs, debt: 0 };

function heed(view: View, teller: Neighbour, message: ViewWord, at: number): ViewChange {
  switch (message.kind) {
    case 'newcomer':
      return walkNewcomer(view, teller, message, at);
    case 'shuffle':
      return hearShuffle(view, teller, message, at);
    case 'shuffled':
      return hearShuffled(view, teller, message, at);
  }
}
