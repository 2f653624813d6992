import type { Gossip } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import { servingLink, type NodeContext } from './node-context.ts';

/** To a neighbour; what has no link any more needs no word. */
export function sayTo(
  context: NodeContext,
  to: PeerId,
  messages: readonly Gossip[],
): readonly Asked[] {
  const entry = servingLink(context, to);
  if (entry?.state !== 'established' || messages.length === 0) return [];
  return [tell(`node/${entry.link}`, { type: 'say', messages })];
}
