import type { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';
import type { Message } from '../protocol/messages.ts';
import { HEADER_LENGTH_BYTES, LENGTH_BYTES, PREFIX_BYTES } from './cut-frames.ts';
import { messageTable } from './message-table.ts';
import type { MessageRow } from './message-table.ts';
import { WireWriter } from './wire-writer.ts';

/**
 * The frames of all messages of a tick, in one buffer; each body is copied once, into it. A field out
 * of its limits is our own fault, and throws.
 */
export function encodeFrames(messages: readonly Message[]): Uint8Array {
  let bytesMax = 0;
  for (const message of messages) bytesMax += frameBytesMax(message);
  const out = new WireWriter(bytesMax);
  for (const message of messages) putFrame(out, message);
  return out.written();
}

function frameBytesMax(message: Message): number {
  return PREFIX_BYTES + rowOf(message).headerBytesMax + (bodyOf(message)?.length ?? 0);
}

function putFrame(out: WireWriter, message: Message): void {
  const start = out.at;
  out.at += PREFIX_BYTES;
  putHeader(out, rowOf(message), message);
  const headerLength = out.at - start - PREFIX_BYTES;
  const body = bodyOf(message);
  if (body !== undefined) out.raw(body.source, body.start, body.end);
  const end = out.at;
  out.at = start;
  out.bigEndian(end - start - LENGTH_BYTES, LENGTH_BYTES);
  out.bigEndian(headerLength, HEADER_LENGTH_BYTES);
  out.at = end;
}

function putHeader(out: WireWriter, row: MessageRow, message: Message): void {
  const values = message as unknown as Readonly<Record<string, unknown>>;
  out.array(1 + row.fields.length);
  out.uint(row.number);
  for (const { name, type } of row.fields) {
    if (!type.put(out, values[name])) {
      throw new RangeError(`${row.kind}.${name} is not ${type.words}`);
    }
  }
}

function rowOf(message: Message): MessageRow {
  return messageTable[message.kind];
}

function bodyOf(message: Message): Body | undefined {
  if (message.kind !== 'text') return undefined;
  if (message.body.length > limits.bodyBytesMax) {
    throw new RangeError(`text.body is over ${limits.bodyBytesMax} bytes`);
  }
  return message.body;
}
