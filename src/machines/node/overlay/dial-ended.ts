import { refuted as rollRefuted, verified as rollVerified } from '../../../overlay/roll.ts';
import { approachEnded, refuted, verified } from '../../../overlay/view/verify.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { LinkEntry, NodeContext, ProbeFor } from '../context/node-context.ts';
import { notFound } from '../peers/known-peers.ts';
import { found, gone } from './missing-peers.ts';
import { rolled, viewed } from './overlay-asked.ts';
import { isApproach } from './purposes.ts';
import { scanned } from './scans.ts';

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
  const how = isThere ? 'no-place' : 'failed';
  return chain(viewed(context, approachEnded(view, expected, how, at), at), (next) =>
    isThere ? [next, []] : notFound(next, expected, at),
  );
}

function probeEnded(context: NodeContext, entry: LinkEntry, wanted: ProbeFor, at: number): Judged {
  if (wanted.for === 'scan') return scanned(context, wanted.scan, entry, at);
  const { lead } = wanted;
  const isThere = entry.found === lead.id;
  const { view, roll } = context.overlay;
  switch (wanted.for) {
    case 'view':
      if (isThere) return viewed(context, verified(view, lead, at), at);
      return chain(viewed(context, refuted(view, lead, at), at), (next) =>
        notFound(next, lead.id, at),
      );
    case 'roll':
      if (roll === null) return [context, []];
      return rolled(context, isThere ? rollVerified(roll, lead) : rollRefuted(roll, lead), at);
    case 'missing':
      return isThere ? found(context, lead, at) : gone(context, lead, at);
  }
}
