import { limits } from '../../protocol/limits.ts';
import type { Lead } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { noteLead, UNTRIED } from './note-lead.ts';
import { tend } from './tend.ts';
import type { View, ViewChange } from './view.ts';
import { beginWalks } from './walk-newcomer.ts';

/** A dial of our own found that peer there. */
export function verified(view: View, lead: Lead, at: number): ViewChange {
  const { id, address } = lead;
  const seen = looked(view, lead);
  const neighbour = seen.active.get(id);
  if (neighbour === undefined) {
    const before = seen.passive.get(id);
    const restUntil = before?.failures === 0 ? before.restUntil : 0;
    const repute = { verifiedAt: at, failures: 0, restUntil };
    const known = noteLead(seen, { id, address, from: null }, repute, at);
    return tend(beginWalks(known, lead), at);
  }
  const active = seen.active.set(id, { ...neighbour, address, isVerified: true });
  return tend(beginWalks({ ...seen, active }, lead), at);
}

/** A dial of our own found nobody there, or somebody else. */
export function refuted(view: View, lead: Lead, at: number): ViewChange {
  return tend([failed(looked(view, lead), lead, at), []], at);
}

/** A dial that could not be made, so that nothing is known: others will fare no better for a while. */
export function putOff(view: View, lead: Lead, at: number): ViewChange {
  const looksFrom = at + limits.probeHealMs * 1_000;
  return tend([{ ...looked(view, lead), looksFrom }, []], at);
}

/** Somebody who was asked for a place had none, or was not to be found; or was not dialled at all, for want of room. */
export function approachEnded(
  view: View,
  id: PeerId,
  how: 'no-place' | 'no-room' | 'failed',
  at: number,
): ViewChange {
  const approach = view.approaches.get(id);
  if (approach === undefined) return [view, []];
  const ended = { ...view, approaches: view.approaches.delete(id) };
  if (how === 'failed') return tend([failed(ended, approach, at), []], at);
  const noted = noteLead(ended, approach, UNTRIED, at);
  if (how === 'no-room') {
    const asksFrom = at + limits.probeHealMs * 1_000;
    return tend([{ ...noted, asksFrom }, []], at);
  }
  const restUntil = at + limits.approachRestMs * 1_000;
  const lead = noted.passive.get(id);
  const passive =
    lead === undefined ? noted.passive : noted.passive.set(id, { ...lead, restUntil });
  const refusals = view.refusals + 1;
  const rest = { refusals, restUntil: at + restMs(refusals) * 1_000 };
  return tend([{ ...noted, passive, ...rest }, []], at);
}

/** Where nobody has a place, asking all of them again and again finds none. */
function restMs(refusals: number): number {
  const beyond = refusals - limits.approachesMax;
  return beyond < 0 ? 0 : limits.approachRestMs * 2 ** Math.min(beyond, 5);
}

function looked(view: View, { id, address }: Lead): View {
  return view.probes.get(id) === address ? { ...view, probes: view.probes.delete(id) } : view;
}

/** After a few failures a lead goes; but who is alone goes on trying what it has. */
function failed(view: View, { id, address }: Lead, at: number): View {
  const { active, passive, newcomers } = view;
  const neighbour = active.get(id);
  const lead = passive.get(id);
  return {
    ...view,
    active:
      neighbour?.address === address && !neighbour.isVerified
        ? active.set(id, { ...neighbour, address: '' })
        : active,
    newcomers: newcomers.get(id)?.address === address ? newcomers.delete(id) : newcomers,
    passive: lead?.address === address ? withFailure(view, id, at) : passive,
  };
}

function withFailure({ active, passive }: View, id: PeerId, at: number): View['passive'] {
  const lead = passive.get(id)!;
  const failures = lead.failures + 1;
  if (failures >= limits.leadFailuresMax && active.size > 0) return passive.delete(id);
  const times = 2 ** Math.min(failures - 1, limits.leadFailuresMax);
  const restUntil = at + times * limits.approachRestMs * 1_000;
  return passive.set(id, { ...lead, verifiedAt: null, failures, restUntil });
}
