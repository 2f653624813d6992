import { Body } from '../../protocol/body.ts';
import type { Effect } from '../../protocol/effects.ts';
import type { Message } from '../../protocol/messages.ts';
import type { TapedEffect } from '../../trace/format/steps-on-tape.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import type { EffectShown } from '../answers/moment.ts';
import type { ValueLine } from '../answers/value-line.ts';
import { bodyLines, isSaidOnTape } from './body-lines.ts';
import { effectWords } from './effect-words.ts';
import { messageWords } from './message-words.ts';
import { shortened } from '../film/shortened.ts';
import { fieldLines, type Room } from './value-lines.ts';

/** What was asked of the world. */
export function effectShown(
  effect: Effect,
  us: number,
  head: TapeHead | null,
  room: Room,
): EffectShown {
  const { type, ...fields } = effect;
  const text = shortened(effectWords(effect, us));
  if (effect.type !== 'link.send') return { type, text, fields: fieldLines(fields, room) };
  const named = fieldLines({ link: effect.link }, room);
  const messages: ValueLine[] = [];
  for (const [place, message] of effect.messages.slice(0, MESSAGES_MAX).entries()) {
    if (room.lines <= 0) break;
    messages.push(messageLine(message, place, head, room));
  }
  const more = effect.messages.length - messages.length;
  const all = {
    key: 'messages',
    kind: 'list',
    text: `${effect.messages.length} messages`,
  } as const;
  const line = { ...all, size: effect.messages.length, ...unchanged, inside: messages, more };
  return { type, text, fields: [...named, line] };
}

/** As much as a tape has of it. */
export function tapedEffectShown({ type, fields }: TapedEffect, room: Room): EffectShown {
  const named = fields.map(
    ([name, value]) => [name, Array.isArray(value) ? digestOf(value) : value] as const,
  );
  return { type: shortened(type), text: '', fields: fieldLines(Object.fromEntries(named), room) };
}

const MESSAGES_MAX = 50;
const unchanged = { change: 'same', was: null } as const;

function messageLine(
  message: Message,
  place: number,
  head: TapeHead | null,
  room: Room,
): ValueLine {
  const { kind: _, ...rest } = message;
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => !(value instanceof Body)),
  );
  const body = 'body' in message ? bodyLines(message.body, isSaidOnTape(message, head)) : [];
  const inside = [...fieldLines(fields, room), ...body];
  room.lines -= 1 + body.length;
  const text = shortened(messageWords(message));
  return {
    key: String(place),
    kind: 'object',
    text,
    size: inside.length,
    ...unchanged,
    inside,
    more: 0,
  };
}

function digestOf([digest]: readonly number[]): string {
  return `digest ${digest!.toString(16).padStart(8, '0')}`;
}
