import { learn } from '../../../overlay/view/learn.ts';
import { parseAddress } from '../../../protocol/address.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Lead } from '../../../protocol/messages.ts';
import type { Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { viewed } from './overlay-asked.ts';

/** Calls out to all around, as long as there is room for neighbours; whoever is heard is a lead like any other. */
export function lanDue(before: NodeContext, at: number): Judged {
  const { lanAt, view } = before.overlay;
  if (lanAt === null || lanAt > at) return [before, []];
  const context = changeOverlay(before, { lanAt: at + limits.lanCallIntervalMs * 1_000 });
  const port = parseAddress(context.listening[0] ?? '')?.port;
  const isWanted = view.active.size < limits.activeViewMax && port !== undefined;
  return [context, isWanted ? [{ type: 'lan.call', port }] : []];
}

export function heardOnLan(context: NodeContext, lead: Lead, at: number): Judged {
  return viewed(context, learn(context.overlay.view, [lead], lead.address, at), at);
}
