import { learnAgain } from '../../../overlay/view/learn.ts';
import { ownAddress } from '../../../overlay/view/view.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Lead } from '../../../protocol/messages.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { targetOf } from '../peers/find-peer.ts';
import { meetAgain } from '../peers/known-peers.ts';
import { viewed } from './overlay-asked.ts';
import { placesToTell } from './places-to-tell.ts';

/** The node listens, so others can find it: now it looks for them. */
export function beginOverlay(before: NodeContext, at: number): Judged {
  const { discovery, role } = before.config;
  const [address = ''] = placesToTell(before);
  const looks = role === 'peer';
  const context = changeOverlay(before, {
    view: ownAddress(before.overlay.view, address),
    lanAt: looks && discovery.includes('lan') ? at : null,
    saveAt: discovery.includes('saved') ? at + limits.saveIntervalMs * 1_000 : null,
  });
  return looks ? rememberSaved(context, at) : [context, []];
}

/** Whoever was there in an earlier run may be there still. When that was is before this run, and so below 0. */
function rememberSaved(before: NodeContext, at: number): Judged {
  const { saved, wallMs, basePort } = before.config;
  const leads: Lead[] = [];
  let context = before;
  for (const line of saved) {
    const [place = '', seenMs] = line.split('\t');
    const lead = leadFrom(place, basePort);
    if (lead === null) continue;
    const seenAt = seenMs === undefined ? 0 : (Number(seenMs) - wallMs) * 1_000;
    context = meetAgain(context, lead, Math.min(0, seenAt));
    leads.push(lead);
  }
  if (leads.length === 0) return [context, []];
  return chain([context, []], (next) => viewed(next, learnAgain(next.overlay.view, leads, at), at));
}

function leadFrom(place: string, basePort: number): Lead | null {
  const target = targetOf(place, basePort);
  if (target === null || target.expected === null) return null;
  return { id: target.expected, address: target.address };
}
