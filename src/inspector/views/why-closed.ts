import type { ConnectionContext } from '../../machines/connection/connection-context.ts';
import type { Decider, Reason } from '../../protocol/close-codes.ts';
import { fieldsOf } from '../film/fields-of.ts';
import type { Scene } from '../film/film.ts';
import { deciderWords } from './reason-shown.ts';

/** Why a link was closed in a turn, in a few words: as its connection knew, or else as the node reported; empty if nobody says. */
export function whyClosed(scene: Scene, link: string): string {
  const reason = reasonKnown(scene, link) ?? reasonReported(scene, link);
  if (reason === null) return '';
  const { code, by, text = '' } = reason;
  const said = text === '' ? '' : `: ${text}`;
  return `${code}, by ${deciderWords(by)}${said}`;
}

function reasonKnown({ played }: Scene, link: string): Reason | null {
  const step = played?.steps.findLast(
    ({ actor, machine }) => actor === `node/${link}` && machine === 'connection',
  );
  return step === undefined ? null : (step.after.context as ConnectionContext).reason;
}

function reasonReported({ taped }: Scene, link: string): Reason | null {
  for (const { type, fields } of taped.flatMap(({ effects }) => effects)) {
    if (type !== 'report') continue;
    const report = fieldsOf(fields);
    const { code, by, text } = report;
    if (report['link'] !== link || typeof code !== 'string') continue;
    return { code, by: by as Decider, text: typeof text === 'string' ? text : '' };
  }
  return null;
}
