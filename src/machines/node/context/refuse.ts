import type { PeerId } from '../../../protocol/peer-id.ts';
import { tell } from '../../engine/asked.ts';
import type { Judged } from './judged.ts';
import { changeLink, servingLink, type NodeContext } from './node-context.ts';

/** Says goodbye on a link, for this reason. */
export function refuse(context: NodeContext, link: string, code: string): Judged {
  return [
    changeLink(context, link, { state: 'leaving' }),
    [tell(`node/${link}`, { type: 'leave', code })],
  ];
}

/** On the link that serves this peer, if there is one. */
export function refusePeer(context: NodeContext, peer: PeerId, code: string): Judged {
  const entry = servingLink(context, peer);
  return entry === null ? [context, []] : refuse(context, entry.link, code);
}
