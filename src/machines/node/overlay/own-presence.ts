import { HERE, LEAVING, present, presenceEveryMs } from '../../../overlay/presence/roster.ts';
import { eagerToAll } from '../../../overlay/tree/tree.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { draft, roomToSeal, sealDrafts } from './own-casts.ts';
import { placesToTell } from './places-to-tell.ts';

/**
 * "I am here", to everybody: soon after there is a neighbour to tell, then once a period. Further neighbours change nothing:
 * where many come at once, or many are lost, each would have all hear of all of its.
 */
export function presenceSoon(context: NodeContext, at: number): NodeContext {
  const { overlay, config } = context;
  if (config.presenceIntervalMs === 0 || overlay.presenceAt !== null) return context;
  return changeOverlay(context, { presenceAt: at + SOON_US });
}

export function presenceDue(before: NodeContext, at: number): Judged {
  const { presenceAt, view } = before.overlay;
  if (presenceAt === null || presenceAt > at) return [before, []];
  if (view.active.size === 0) return [changeOverlay(before, { presenceAt: null }), []];
  const context = changeOverlay(before, { presenceAt: at + everyMs(before) * 1_000 });
  return roomToSeal(context).casts > 0
    ? sealDrafts(announced(context, HERE, null, at), at)
    : [context, []];
}

/** Also on demand of the user, and when the node leaves. */
export function announced(
  context: NodeContext,
  state: typeof HERE | typeof LEAVING,
  answer: number | null,
  at: number,
): NodeContext {
  const { config, overlay } = context;
  const { name } = config;
  const addresses = placesToTell(context);
  const neighbours = [...overlay.view.active.keys()].slice(0, limits.presenceNeighboursMax);
  const promised = state === HERE && config.presenceIntervalMs > 0 ? everyMs(context) : 0;
  const words = {
    kind: 'presence',
    state,
    name,
    addresses,
    neighbours,
    everyMs: promised,
  } as const;
  return draft(context, [{ words, answer }], at);
}

export function farewell(before: NodeContext, at: number): Judged {
  const context = embraced(changeOverlay(before, { isLeaving: true }));
  const isHeard = context.config.presenceIntervalMs > 0 && context.overlay.view.active.size > 0;
  if (!isHeard || roomToSeal(context).casts < 1) return [context, []];
  return sealDrafts(announced(context, LEAVING, null, at), at);
}

/** Whoever is told of a last word cannot ask for it any more. */
function embraced(context: NodeContext): NodeContext {
  return changeOverlay(context, { tree: eagerToAll(context.overlay.tree) });
}

function everyMs({ config, overlay }: NodeContext): number {
  return presenceEveryMs(config.presenceIntervalMs, present(overlay.roster).length);
}

/** Neighbours that come together are told once. */
const SOON_US = 50_000;
