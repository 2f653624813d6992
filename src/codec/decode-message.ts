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
  if (row.body) message['body'] = new Body(frame.source, frame.bodyStart, frame.end);
  return message as unknown as Message;
}

function badField(row: MessageRow, index: number, items: readonly Item[]): Rejection {
  const { name, type } = row.fields[index]!;
  const isMissing = index + 1 >= items.length;
  const what = isMissing ? 'is missing' : `is not ${type.words}`;
  return { code: 'bad-field', text: `${row.kind}.${name} ${what}` };
}
