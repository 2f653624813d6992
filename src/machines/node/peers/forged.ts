import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Judged } from '../context/judged.ts';
import { servingLink, type NodeContext } from '../context/node-context.ts';
import { refusePeer } from '../context/refuse.ts';
import { chargeFault } from './unwelcome.ts';

/** A neighbour passed on a forgery. Whoever has left, or does, before it was known has done it all the same. */
export function forged(context: NodeContext, by: PeerId, at: number): Judged {
  if (servingLink(context, by) !== null) return refusePeer(context, by, 'forged');
  const isShown = context.config.tls;
  return isShown ? chargeFault(context, by, { code: 'forged', by: 'us' }, at) : [context, []];
}
