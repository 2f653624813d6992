import { Body } from '../protocol/body.ts';
import type { Message } from '../protocol/messages.ts';
import { BroadcastReader } from './broadcast-reader.ts';
import type { Frame } from './cut-frames.ts';
import { messageRow } from './message-table.ts';
import type { MessageRow } from './message-table.ts';
import { readHeader } from './read-header.ts';
import type { Item } from './read-header.ts';
import type { Rejection } from './rejection.ts';
import { readText } from './text-frames.ts';

/**
 * The message of a frame: its declared fields, copied, and a view of its body. Items after the
 * declared ones are passed over: that is where later versions have room.
 */
export function decodeMessage(
  frame: Frame,
  broadcasts = new BroadcastReader(),
): Message | Rejection {
  return readText(frame) ?? broadcasts.read(frame) ?? decodeByTable(frame);
}

function decodeByTable(frame: Frame): Message | Rejection {
  const items = readHeader(frame.source, frame.headerStart, frame.bodyStart);
  if (!Array.isArray(items)) return items;
  const row = messageRow(items[0]);
  if (row === undefined) return { code: 'unknown-message', text: 'a message is of no known kind' };
  if (!row.body && frame.end > frame.bodyStart) {
    return { code: 'unexpected-body', text: `${row.kind} has a body` };
  }
  const message: Record<string, unknown> = { kind: row.kind };
  for (let i = 0; i < row.fields.length; i++) {
    const { name, type } = row.fields[i]!;
    const value = type.take(items[i + 1]);
    if (value === undefined) return badField(row, i, items);
    message[name] = value;
  }
  if (row.body && !beginsShort(frame, row)) return NOT_SHORT;
  if (row.body) message['body'] = new Body(frame.source, frame.bodyStart, frame.end);
  return message as unknown as Message;
}

/**
 * Whoever tapes links without reading headers has to see at their first bytes whose the body is, or a body would be known to
 * the node and not to its tape.
 */
function beginsShort({ source, headerStart: at }: Frame, { kind }: MessageRow): boolean {
  const opens = source[at]! >> 4 === 9 && source[at + 1]! < 0x80;
  return opens && (kind !== 'letter' || source[at + 2] === TEXT_8);
}

const TEXT_8 = 0xd9;

const NOT_SHORT: Rejection = {
  code: 'malformed-header',
  text: 'a header before a body begins in a longer form than it needs',
};

function badField(row: MessageRow, index: number, items: readonly Item[]): Rejection {
  const { name, type } = row.fields[index]!;
  const isMissing = index + 1 >= items.length;
  const what = isMissing ? 'is missing' : `is not ${type.words}`;
  return { code: 'bad-field', text: `${row.kind}.${name} ${what}` };
}
