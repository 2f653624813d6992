import { HERE, present } from '../../../overlay/presence/roster.ts';
import type { Command } from '../../../protocol/commands.ts';
import type { Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { reachOf } from '../overlay/broadcast-reach.ts';
import { roomToSeal } from '../overlay/own-casts.ts';
import { announced } from '../overlay/own-presence.ts';
import { done } from './answer.ts';
import { tooManyToSeal } from './obey-broadcasts.ts';

type Of<Name extends Command['command']> = Extract<Command, { readonly command: Name }>;

export function announce(context: NodeContext, command: Of<'announce'>, at: number): Judged {
  if (roomToSeal(context).casts < 1) return [context, [tooManyToSeal(command)]];
  const { linked } = reachOf(context);
  return [announced(context, HERE, null, at), [done(command, { linked })]];
}

export function view(context: NodeContext, command: Of<'view'>): Judged {
  const { active, passive } = context.overlay.view;
  const nameOf = (id: string): string => context.peers.get(id)?.name ?? '';
  const neighbours = [...active.values()].map(({ id, isPinned, isInbound }) => {
    const { address = '' } = context.peers.get(id) ?? {};
    const eager = context.overlay.tree.neighbours.get(id)?.isEager === true;
    return {
      peer: id,
      name: nameOf(id),
      address,
      inbound: isInbound,
      pinned: isPinned,
      eager,
    };
  });
  const leads = [...passive.values()].map(({ id, address, verifiedAt }) => {
    return { peer: id, name: nameOf(id), address, verified: verifiedAt !== null };
  });
  return [context, [done(command, { active: neighbours, passive: leads })]];
}

/** Who is linked to whom, as they say themselves; and this node, as it knows. */
export function topology(context: NodeContext, command: Of<'topology'>): Judged {
  const { config, overlay, peers } = context;
  const own = {
    peer: config.id,
    name: config.name,
    linked: [...overlay.view.active.keys()].sort(),
  };
  const others = present(overlay.roster).map(([id, { neighbours }]) => {
    return { peer: id, name: peers.get(id)?.name ?? '', linked: [...neighbours].sort() };
  });
  others.sort((a, b) => (a.peer < b.peer ? -1 : 1));
  return [context, [done(command, [own, ...others])]];
}
