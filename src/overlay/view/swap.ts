import { limits } from '../../protocol/limits.ts';
import { drawBelow } from '../../values/random-stream.ts';
import { drawLead } from './draw-lead.ts';
import { approach } from './tend.ts';
import type { View, ViewChange } from './view.ts';

/**
 * Now and then a node changes one neighbour for another, who may not refuse. Two parts of a network that was torn apart
 * have leads to each other still, and no reason to use them, once each has filled its places: this is one.
 */
export function swap(view: View, at: number): ViewChange {
  const { value, next } = drawBelow(view.jitter, limits.shufflesPerSwap);
  const drawn = { ...view, jitter: next };
  if (value !== 0) return [drawn, []];
  const [lead, random] = drawLead(drawn, at);
  const left = { ...drawn, random };
  if (lead === null) return [left, []];
  return approach(left, lead, { purpose: 'need', displaces: true }, at) ?? [left, []];
}
