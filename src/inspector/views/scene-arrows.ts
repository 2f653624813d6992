import type { Effect } from '../../protocol/effects.ts';
import type { Message } from '../../protocol/messages.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import type { TapedEffect } from '../../trace/format/steps-on-tape.ts';
import type { SequenceArrow } from '../answers/sequence.ts';
import { fieldsOf } from '../film/fields-of.ts';
import type { Scene } from '../film/film.ts';
import { quotedBody } from './body-lines.ts';
import { messagesIn } from './frames-shown.ts';
import { wordsTaped } from './words-taped.ts';
import { messageWords } from './message-words.ts';
import { shortened } from '../film/shortened.ts';
import { whyClosed } from './why-closed.ts';

/** What was said on links in one turn, and what became of them: first what came, then what this node did about it. */
export function sceneArrows(scene: Scene, head: TapeHead | null): readonly SequenceArrow[] {
  const { turn, played, taped, input } = scene;
  const told: Told[] = [...whatCame(scene, head)];
  if (played !== null) {
    for (const effect of played.effects) told.push(...whatWasAsked(effect, scene, head));
  } else {
    const effects = taped.flatMap((step) => step.effects);
    for (const effect of effects) told.push(...whatWasTaped(effect, scene));
  }
  return together(told).map((one) => ({ turn, us: input.at, ...one }));
}

type Told = Pick<SequenceArrow, 'link' | 'way' | 'kind' | 'text'>;

function* whatCame(scene: Scene, head: TapeHead | null): Generator<Told> {
  const { input } = scene;
  switch (input.type) {
    case 'link.accepted':
    case 'link.opened': {
      const { type, link, address } = input;
      yield here(link, type === 'link.opened' ? 'opened' : 'accepted', address);
      break;
    }
    case 'dial.failed':
    case 'link.closed': {
      const { link, code } = input;
      // This node may have closed it itself before, and nobody waits for it any more.
      if (hasStepOf(scene, link)) yield here(link, 'closed', whyClosed(scene, link) || code);
      break;
    }
    case 'link.bytes':
      yield* whatWasHeard(scene, input.link, head);
      break;
    default:
  }
}

function* whatWasHeard(scene: Scene, link: string, head: TapeHead | null): Generator<Told> {
  const messages = messagesIn(scene);
  if (messages !== null) for (const message of messages) yield spoken(link, 'in', message, head);
  else for (const kind of wordsTaped(scene, link)) yield { link, way: 'in', kind, text: '' };
  if (hasStepOf(scene, link, 'bytes.rejected'))
    yield { link, way: 'in', kind: 'rejected', text: whyClosed(scene, link) };
}

function whatWasAsked(effect: Effect, scene: Scene, head: TapeHead | null): readonly Told[] {
  switch (effect.type) {
    case 'link.dial':
      return [here(effect.link, 'dial', effect.address)];
    case 'link.send':
      return effect.messages.map((message) => spoken(effect.link, 'out', message, head));
    case 'link.prove':
      return [{ link: effect.link, way: 'out', kind: 'proof', text: '' }];
    case 'link.close':
      return [here(effect.link, 'closed', whyClosed(scene, effect.link))];
    default:
      return [];
  }
}

/** Of messages, a tape has no more than a digest. */
function whatWasTaped({ type, fields }: TapedEffect, scene: Scene): readonly Told[] {
  const { link, address = '' } = fieldsOf(fields);
  if (typeof link !== 'string') return [];
  switch (type) {
    case 'link.dial':
      return [here(link, 'dial', String(address))];
    case 'link.send':
      return [{ link, way: 'out', kind: 'unknown', text: '' }];
    case 'link.prove':
      return [{ link, way: 'out', kind: 'proof', text: '' }];
    case 'link.close':
      return [here(link, 'closed', whyClosed(scene, link))];
    default:
      return [];
  }
}

function here(link: string, kind: string, text: string): Told {
  return { link, way: 'here', kind, text };
}

function spoken(link: string, way: 'in' | 'out', message: Message, head: TapeHead | null): Told {
  const { kind } = message;
  // The kind is told beside it.
  const words = messageWords(message).slice(kind.length).trim();
  const quoted = quotedBody(message, way, head);
  return { link, way, kind, text: quoted === null ? words : `${quoted} ${words}` };
}

function hasStepOf({ played, taped }: Scene, link: string, event?: string): boolean {
  const steps: readonly { readonly actor: string; readonly event: string }[] =
    played?.steps ?? taped;
  return steps.some(
    (step) => step.actor === `node/${link}` && (event === undefined || step.event === event),
  );
}

/** What is of the same kind and stands together is one arrow. */
function together(told: readonly Told[]): readonly (Told & { readonly count: number })[] {
  const groups: Told[][] = [];
  for (const one of told) {
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last[0]!, one)) last.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => {
    const [first] = group as [Told];
    const last = group.at(-1)!;
    const text = first.text === last.text ? first.text : `${first.text} … ${last.text}`;
    return { ...first, link: shortened(first.link), text: shortened(text), count: group.length };
  });
}

function isAlike(a: Told, b: Told): boolean {
  return a.way !== 'here' && a.link === b.link && a.way === b.way && a.kind === b.kind;
}
