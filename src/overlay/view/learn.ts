import { limits } from '../../protocol/limits.ts';
import type { Lead } from '../../protocol/messages.ts';
import { drawSome } from './draw-some.ts';
import { isCredible, noteLead, UNTRIED } from './note-lead.ts';
import { reserved } from './reserve.ts';
import { approach, purposeNow, tend } from './tend.ts';
import { type Rumour, unpinned, type View, type ViewAsked, type ViewChange } from './view.ts';

/** Leads that came another way than from neighbours; `from` is the link of who told them, null if nobody else did. */
export function learn(
  view: View,
  leads: readonly Lead[],
  from: string | null,
  at: number,
): ViewChange {
  const known = leads.reduce((left, lead) => noteLead(left, { ...lead, from }, UNTRIED, at), view);
  return tend([known, []], at);
}

/** Those of earlier runs, whoever was seen last first. */
export function learnAgain(view: View, leads: readonly Lead[], at: number): ViewChange {
  return tend([reserved(view, leads, at), []], at);
}

/**
 * What all seed nodes told, together: a few are drawn and asked for a place at once, the first of them for a newcomer
 * if this node is one. The draw is made of others than this node and its neighbours. It is one less than the places:
 * the ends of the newcomer's walks find one free. The rest are leads like any.
 */
export function joinThrough(view: View, leads: readonly Rumour[], at: number): ViewChange {
  const others = leads.filter(
    (lead) => lead.id !== view.own.id && !view.active.has(lead.id) && isCredible(lead),
  );
  const unique = [...new Map(others.map((lead) => [lead.id, lead])).values()];
  const [drawn, random] = drawSome(view.random, unique, limits.seedDraw);
  const asked: ViewAsked[] = [];
  let next: View = { ...view, random };
  for (const lead of drawn) {
    if (unpinned(next).length + next.approaches.size >= limits.activeViewMax) break;
    const change = approach(next, lead, { purpose: purposeNow(next), displaces: false }, at);
    if (change === null) continue;
    next = change[0];
    asked.push(...change[1]);
  }
  const rest = unique.filter(({ id }) => !next.approaches.has(id));
  const known = rest.reduce((left, lead) => noteLead(left, lead, UNTRIED, at), next);
  return tend([known, asked], at);
}
