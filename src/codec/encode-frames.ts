import { limits } from '../protocol/limits.ts';
import type { Message, Text } from '../protocol/messages.ts';
import { HEADER_LENGTH_BYTES, PREFIX_BYTES } from './frame-prefix.ts';
import { messageTable } from './message-table.ts';
import type { MessageRow } from './message-table.ts';
import { textHeaderBytesMax, writeTextHeader } from './text-frames.ts';
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
  if (message.kind !== 'text') return PREFIX_BYTES + messageTable[message.kind].headerBytesMax;
  return PREFIX_BYTES + textHeaderBytesMax + message.body.length;
}

function putFrame(out: WireWriter, message: Message): void {
  const start = out.at;
  out.at += PREFIX_BYTES;
  if (message.kind === 'text') putText(out, message);
  else putHeader(out, messageTable[message.kind], message);
  const headerLength = out.at - start - PREFIX_BYTES;
  const bodyLength = message.kind === 'text' ? message.body.length : 0;
  out.prefix(start, HEADER_LENGTH_BYTES + headerLength + bodyLength, headerLength);
  if (message.kind === 'text') out.raw(message.body.source, message.body.start, message.body.end);
}

function putText(out: WireWriter, { sequence, body }: Text): void {
  if (body.length > limits.bodyBytesMax) {
    throw new RangeError(`text.body is over ${limits.bodyBytesMax} bytes`);
  }
  if (!Number.isSafeInteger(sequence) || sequence < 0)
    throw new RangeError('text.sequence is not uint');
  writeTextHeader(out, sequence);
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
