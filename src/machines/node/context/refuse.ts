import { tell } from '../../engine/asked.ts';
import type { Judged } from './judged.ts';
import { changeLink, type NodeContext } from './node-context.ts';

/** Says goodbye on a link, for this reason. */
export function refuse(context: NodeContext, link: string, code: string): Judged {
  return [
    changeLink(context, link, { state: 'leaving' }),
    [tell(`node/${link}`, { type: 'leave', code })],
  ];
}
