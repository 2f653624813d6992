import { tell, type Asked } from '../../engine/asked.ts';
import { changeLink, type NodeContext } from './node-context.ts';

/** What the node decides: what it knows from now on, and what it asks for. */
export type Judged = readonly [NodeContext, readonly Asked[]];

/** Says goodbye on a link, for this reason. */
export function refuse(context: NodeContext, link: string, code: string): Judged {
  return [
    changeLink(context, link, { state: 'leaving' }),
    [tell(`node/${link}`, { type: 'leave', code })],
  ];
}
