import { limits } from '../../protocol/limits.ts';
import { spendProbe } from '../probe-budgets.ts';
import { drawSome } from './draw-some.ts';
import { isFresh, type Neighbour, type PassiveLead, type Rumour } from './view.ts';
import type { View, ViewAsked, ViewChange } from './view.ts';

/**
 * Verifies leads by dials that only look, a few at once: newcomers first, who wait for their walk; then neighbours, of
 * whom others are told; then so many passive leads that there are always some to turn to and to tell of. Only who
 * exchanges leads does so.
 */
export function lookAround([start, before]: ViewChange, at: number): ViewChange {
  if (!start.exchanges || start.probes.isFull || at < start.looksFrom) return [start, before];
  const asked = [...before];
  let view = start;
  for (const rumour of urgent(view)) view = look(view, rumour, at, asked) ?? view;
  while (!view.probes.isFull && lacking(view, at) > 0) {
    const [[lead], random] = drawSome(view.random, doubtful(view, at), 1);
    if (lead === undefined) break;
    view = { ...view, random };
    view = look(view, lead, at, asked) ?? rested(view, lead, at);
  }
  return [view, asked];
}

/** When there is something to look at again; null: not before something has happened. */
export function nextLookAt(view: View, at: number): number | null {
  if (!view.exchanges || view.probes.isFull) return null;
  let first = urgent(view).length > 0 ? at + limits.probeHealMs * 1_000 : Infinity;
  const isLacking = lacking(view, at) > 0;
  for (const lead of view.passive.values()) {
    const { verifiedAt, restUntil } = lead;
    if (isFresh(lead, at)) first = Math.min(first, verifiedAt! + limits.leadFreshMs * 1_000);
    else if (isLacking && isFree(view, lead)) first = Math.min(first, restUntil);
  }
  return first === Infinity ? null : Math.max(first, view.looksFrom);
}

/** null: it cannot be done now. */
function look(view: View, rumour: Rumour, at: number, asked: ViewAsked[]): View | null {
  const { id, address, from } = rumour;
  if (view.probes.isFull) return null;
  const budgets = spendProbe(view.budgets, from, address, at);
  if (budgets === null) return null;
  asked.push({ type: 'view.probe', lead: { id, address } });
  return { ...view, budgets, probes: view.probes.set(id, address) };
}

function urgent(view: View): readonly Rumour[] {
  const newcomers = [...view.newcomers.values()];
  const neighbours = [...view.active.values()].filter(isDoubtful);
  const known = neighbours.filter(({ id }) => !view.newcomers.has(id)).map(rumourOf);
  return [...newcomers, ...known].filter((rumour) => isFree(view, rumour));
}

function isDoubtful({ address, isVerified }: Neighbour): boolean {
  return address !== '' && !isVerified;
}

function rumourOf({ id, address, linkAddress }: Neighbour): Rumour {
  return { id, address, from: linkAddress };
}

function doubtful(view: View, at: number): readonly PassiveLead[] {
  return [...view.passive.values()].filter(
    (lead) => !isFresh(lead, at) && lead.restUntil <= at && isFree(view, lead),
  );
}

/** How many more are to be verified, if those come true that are looked at. */
function lacking({ passive, probes }: View, at: number): number {
  let sure = 0;
  for (const lead of passive.values()) if (probes.has(lead.id) || isFresh(lead, at)) sure += 1;
  return Math.max(0, limits.verifiedLeads - sure);
}

function isFree({ approaches, probes }: View, { id }: Rumour): boolean {
  return !approaches.has(id) && !probes.has(id);
}

function rested(view: View, lead: PassiveLead, at: number): View {
  const restUntil = at + limits.probeHealMs * 1_000;
  return { ...view, passive: view.passive.set(lead.id, { ...lead, restUntil }) };
}
