import { scopeOf } from '../../../overlay/address-scope.ts';
import {
  putOff as rollPutOff,
  refuted as rollRefuted,
  type RollChange,
} from '../../../overlay/roll.ts';
import type { TreeAsked, TreeChange } from '../../../overlay/tree/tree-state.ts';
import { approachEnded, putOff as viewPutOff, refuted } from '../../../overlay/view/verify.ts';
import type { ViewAsked, ViewChange } from '../../../overlay/view/view.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Lead } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import {
  changeOverlay,
  servingLink,
  type NodeContext,
  type ProbeFor,
} from '../context/node-context.ts';
import { refusePeer } from '../context/refuse.ts';
import { sayTo } from '../context/say-to.ts';
import { hasRoomToDial, openDial } from '../opening/open-link.ts';
import { forged } from '../peers/forged.ts';
import { deliverCasts } from './deliver-casts.ts';

/** What the parts of the overlay ask for is carried out by the node, which alone knows links. */
export function viewed(before: NodeContext, [view, asked]: ViewChange, at: number): Judged {
  return each(changeOverlay(before, { view }), asked, (context, one) =>
    carryOutView(context, one, at),
  );
}

export function treed(before: NodeContext, [tree, asked]: TreeChange, at: number): Judged {
  return each(changeOverlay(before, { tree }), asked, (context, one) =>
    carryOutTree(context, one, at),
  );
}

export function rolled(before: NodeContext, [roll, asked]: RollChange, at: number): Judged {
  return each(changeOverlay(before, { roll }), asked, (context, { lead }) =>
    probe(context, { for: 'roll', lead }, at),
  );
}

function carryOutView(context: NodeContext, asked: ViewAsked, at: number): Judged {
  switch (asked.type) {
    case 'view.say':
      return [context, sayTo(context, asked.to, [asked.message])];
    case 'view.approach':
      return approach(context, asked.lead, asked.purpose, at);
    case 'view.probe':
      return probe(context, { for: 'view', lead: asked.lead }, at);
    case 'view.part':
      return refusePeer(context, asked.peer, 'no-place');
  }
}

function carryOutTree(context: NodeContext, asked: TreeAsked, at: number): Judged {
  switch (asked.type) {
    case 'tree.say':
      return [context, sayTo(context, asked.to, asked.messages)];
    case 'tree.judge':
      return [
        context,
        [{ type: 'seals.judge', of: 'casts', batch: asked.batch, words: asked.casts }],
      ];
    case 'tree.deliver':
      return deliverCasts(context, asked.casts, at);
    case 'tree.forged':
      return forged(context, asked.by, at);
    case 'tree.clock':
      return [context, warn(context, asked.by)];
  }
}

function warn(context: NodeContext, peer: PeerId): readonly Asked[] {
  const entry = servingLink(context, peer);
  return entry === null ? [] : [tell(`node/${entry.link}`, { type: 'warn', code: 'clock-off' })];
}

function each<One>(
  before: NodeContext,
  asked: readonly One[],
  carryOut: (context: NodeContext, one: One) => Judged,
): Judged {
  return chain(
    [before, []],
    ...asked.map((one) => (context: NodeContext) => carryOut(context, one)),
  );
}

function approach(
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
  if (isNeedless || !hasRoomToDial(context, address)) {
    const how = isNeedless ? 'no-place' : 'no-room';
    return viewed(context, approachEnded(context.overlay.view, expected, how, at), at);
  }
  return openDial(context, address, { expected, purpose });
}

export function probe(context: NodeContext, purposeOf: LeadProbe, at: number): Judged {
  const { address } = purposeOf.lead;
  if (context.overlay.isLeaving) return [context, []];
  if (isTooFar(context, address)) return giveUp(context, purposeOf, at);
  if (!hasRoomToDial(context, address)) return putOff(context, purposeOf, at);
  return openDial(context, address, {
    purpose: 'probe',
    probe: purposeOf,
    until: at + limits.probeTimeoutMs * 1_000,
  });
}

/** Plain links do not leave this host, whoever says that a peer is elsewhere. */
function isTooFar({ config }: NodeContext, address: string): boolean {
  return config.staysHere && scopeOf(address) !== 'loopback';
}

type LeadProbe = Extract<ProbeFor, { readonly lead: Lead }>;

/** Nothing is known of it, for want of room. */
function putOff(context: NodeContext, { for: whom, lead }: LeadProbe, at: number): Judged {
  const { view, roll } = context.overlay;
  if (whom === 'view') return viewed(context, viewPutOff(view, lead, at), at);
  if (whom === 'roll' && roll !== null) return rolled(context, rollPutOff(roll, lead), at);
  return [context, []];
}

/** Nobody will ever look there. */
function giveUp(context: NodeContext, { for: whom, lead }: LeadProbe, at: number): Judged {
  const { view, roll } = context.overlay;
  if (whom === 'view') return viewed(context, refuted(view, lead, at), at);
  if (whom === 'roll' && roll !== null) return rolled(context, rollRefuted(roll, lead), at);
  return [context, []];
}
