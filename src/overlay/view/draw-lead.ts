import { drawSome } from './draw-some.ts';
import type { PassiveLead, View } from './view.ts';

/** Whom to turn to: any that does not rest, of those that are verified if there is one, else of those that failed least. */
export function drawLead(view: View, at: number): [PassiveLead | null, View['random']] {
  const leads = candidates(view).filter((lead) => lead.restUntil <= at);
  const verified = leads.filter(({ verifiedAt }) => verifiedAt !== null);
  const fewest = fewestFailures(leads);
  const best = verified.length > 0 ? verified : leads.filter(({ failures }) => failures === fewest);
  const [[lead = null], random] = drawSome(view.random, best, 1);
  return [lead, random];
}

/** Passive leads that nobody is dialling. */
export function candidates({ passive, approaches, probes }: View): readonly PassiveLead[] {
  return [...passive.values()].filter(({ id }) => !approaches.has(id) && !probes.has(id));
}

export function fewestFailures(leads: readonly PassiveLead[]): number {
  return leads.reduce((fewest, { failures }) => Math.min(fewest, failures), Infinity);
}
