import { HERE, present } from '../../overlay/presence/roster.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import type { Asked } from '../engine/asked.ts';
import { declined, done } from './answer.ts';
import type { Judged } from './refuse.ts';
import type { NodeContext } from './node-context.ts';
import { draft, hasRoomToSeal } from './own-casts.ts';
import { announced } from './own-presence.ts';

type Of<Name extends Command['command']> = Extract<Command, { readonly command: Name }>;

/** A text to everybody; it is answered once it is on its way. */
export function broadcast(context: NodeContext, command: Of<'broadcast'>, at: number): Judged {
  const { length } = command.body;
  if (length === 0) return [context, [declined(command, 'empty-text', 'a text needs a character')]];
  if (length > limits.bodyBytesMax) {
    const text = `a text has at most ${limits.bodyBytesMax} bytes`;
    return [context, [declined(command, 'text-too-long', text)]];
  }
  if (!hasRoomToSeal(context, length)) return [context, [tooMany(command)]];
  const words = { kind: 'broadcast', topic: '', body: command.body } as const;
  return [draft(context, words, command.id, at), []];
}

export function announce(context: NodeContext, command: Of<'announce'>, at: number): Judged {
  if (!hasRoomToSeal(context, 0)) return [context, [tooMany(command)]];
  return [announced(context, HERE, null, at), [done(command, {})]];
}

function tooMany(command: Command): Asked {
  return declined(command, 'outbox-full', 'too much waits to be signed already');
}

export function view(context: NodeContext, command: Of<'view'>): Judged {
  const { active, passive } = context.overlay.view;
  const nameOf = (id: string): string => context.peers.get(id)?.name ?? '';
  const neighbours = [...active.values()].map(({ id, isPinned, isInbound }) => {
    const { address = '' } = context.peers.get(id) ?? {};
    const isEager = context.overlay.tree.neighbours.get(id)?.isEager ?? false;
    return {
      peer: id,
      name: nameOf(id),
      address,
      inbound: isInbound,
      pinned: isPinned,
      eager: isEager,
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
