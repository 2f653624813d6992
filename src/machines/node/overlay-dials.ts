import {
  refuted as rollRefuted,
  putOff as rollPutOff,
  verified as rollVerified,
} from '../../overlay/roll.ts';
import { scopeOf } from '../../overlay/address-scope.ts';
import { approachEnded, refuted, verified } from '../../overlay/view/verify.ts';
import type { Reason } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import type { Lead } from '../../protocol/messages.ts';
import type { Judged } from './judge-greeting.ts';
import { servingLink, type LinkEntry, type NodeContext, type ProbeFor } from './node-context.ts';
import { hasRoomToDial, openDial } from './open-link.ts';
import { rolled, viewed } from './overlay-asked.ts';
import { scanned } from './obey-scan.ts';
import { found, gone } from './missing-peers.ts';

/** Dials that the overlay makes, to have neighbours or to see who is there, and what came of them. */
export function approach(
  context: NodeContext,
  lead: Lead,
  purpose: 'join' | 'need' | 'want',
  at: number,
): Judged {
  const { id: expected, address } = lead;
  const { isLeaving } = context.overlay;
  if (isLeaving) return [context, []];
  if (isTooFar(context, address)) {
    return viewed(context, approachEnded(context.overlay.view, expected, 'failed', at), at);
  }
  const isNeedless = servingLink(context, expected) !== null || context.banned.has(expected);
  if (isNeedless || !hasRoomToDial(context)) {
    return viewed(context, approachEnded(context.overlay.view, expected, 'no-place', at), at);
  }
  return openDial(context, address, { expected, purpose });
}

export function probe(context: NodeContext, purposeOf: LeadProbe, at: number): Judged {
  const { address } = purposeOf.lead;
  if (context.overlay.isLeaving) return [context, []];
  if (isTooFar(context, address) || !hasRoomToDial(context)) return putOff(context, purposeOf, at);
  return openDial(context, address, { purpose: 'probe', probe: purposeOf, until: deadline(at) });
}

/** Plain links do not leave this host, whoever says that a peer is elsewhere. */
function isTooFar({ config }: NodeContext, address: string): boolean {
  return config.staysHere && scopeOf(address) !== 'loopback';
}

type LeadProbe = Extract<ProbeFor, { readonly lead: Lead }>;

export function deadline(at: number): number {
  return at + limits.probeTimeoutMs * 1_000;
}

/** A link of the overlay's own has ended that never was a connection. */
export function dialEnded(
  context: NodeContext,
  entry: LinkEntry,
  reason: Reason,
  at: number,
): Judged {
  const { probe: wanted, inbound, purpose, expected } = entry;
  if (wanted !== null) return probeEnded(context, entry, wanted, at);
  if (inbound || expected === null || !isApproach(purpose)) return [context, []];
  const { view } = context.overlay;
  const isThere = reason.by === 'peer' || reason.code === 'duplicate';
  return viewed(context, approachEnded(view, expected, isThere ? 'no-place' : 'failed', at), at);
}

/** It is no neighbour yet, and wants to be one by itself. */
export function isApproach(purpose: string): boolean {
  return purpose === 'join' || purpose === 'need' || purpose === 'want';
}

function probeEnded(context: NodeContext, entry: LinkEntry, wanted: ProbeFor, at: number): Judged {
  if (wanted.for === 'scan') return scanned(context, wanted.scan, entry, at);
  const { lead } = wanted;
  const isThere = entry.found === lead.id;
  const { view, roll } = context.overlay;
  switch (wanted.for) {
    case 'view':
      return viewed(context, isThere ? verified(view, lead, at) : refuted(view, lead, at), at);
    case 'roll':
      if (roll === null) return [context, []];
      return rolled(context, isThere ? rollVerified(roll, lead) : rollRefuted(roll, lead), at);
    case 'missing':
      return isThere ? found(context, lead, at) : gone(context, lead, at);
  }
}

/** Nothing is known of it, for want of room. */
function putOff(context: NodeContext, { for: whom, lead }: LeadProbe, at: number): Judged {
  const { view, roll } = context.overlay;
  if (whom === 'view') return viewed(context, refuted(view, lead, at), at);
  if (whom === 'roll' && roll !== null) return rolled(context, rollPutOff(roll, lead), at);
  return [context, []];
}
