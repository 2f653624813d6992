import type { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';
import type { Letter } from '../protocol/mail-words.ts';
import type { Broadcast, Message, Text } from '../protocol/messages.ts';
import { BroadcastWriter } from './broadcast-writer.ts';
import { HEADER_LENGTH_BYTES, PREFIX_BYTES } from './frame-prefix.ts';
import { messageTable } from './message-table.ts';
import type { MessageRow } from './message-table.ts';
import { textHeaderBytesMax, writeTextHeader } from './text-frames.ts';
import { WireWriter } from './wire-writer.ts';

/** The frames of all messages, in one buffer. A field out of its limits is our own fault, and throws. */
export function encodeFrames(messages: readonly Message[]): Uint8Array {
  let bytesMax = 0;
  for (const message of messages) bytesMax += frameBytesMax(message);
  const out = new WireWriter(bytesMax);
  const broadcasts = new BroadcastWriter(out);
  for (const message of messages) {
    putHead(out, message, broadcasts);
    if (hasBody(message)) putBody(out, message.body);
  }
  return out.written();
}

/**
 * The frames of all messages of a tick, in as many pieces as have to be: a long body is not copied, but
 * stands between them as it is.
 */
export function encodeInPieces(messages: readonly Message[]): readonly Uint8Array[] {
  if (!messages.some(isLong)) return [encodeFrames(messages)];
  let bytesMax = 0;
  for (const message of messages) {
    bytesMax += isLong(message) ? frameBytesMax(message, 0) : frameBytesMax(message);
  }
  const out = new WireWriter(bytesMax);
  const broadcasts = new BroadcastWriter(out);
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const message of messages) {
    putHead(out, message, broadcasts);
    if (!hasBody(message)) continue;
    if (!isLong(message)) {
      putBody(out, message.body);
      continue;
    }
    const { source, start: from, end } = message.body;
    pieces.push(out.bytes.subarray(start, out.at), source.subarray(from, end));
    start = out.at;
  }
  if (out.at > start) pieces.push(out.bytes.subarray(start, out.at));
  return pieces;
}

/** From here on a copy costs more than a piece of its own. */
const LONG_BODY_BYTES = 8_192;

function hasBody(message: Message): message is Text | Broadcast | Letter {
  return message.kind === 'text' || message.kind === 'broadcast' || message.kind === 'letter';
}

function isLong(message: Message): boolean {
  return hasBody(message) && message.body.length >= LONG_BODY_BYTES;
}

function frameBytesMax(message: Message, bodyBytes = bodyLength(message)): number {
  const isText = message.kind === 'text';
  return PREFIX_BYTES + (isText ? textHeaderBytesMax : headerBytesMaxOf(message)) + bodyBytes;
}

function headerBytesMaxOf({ kind }: Message): number {
  return messageTable[kind].headerBytesMax;
}

function bodyLength(message: Message): number {
  return hasBody(message) ? message.body.length : 0;
}

/** All of a frame but its body. */
function putHead(out: WireWriter, message: Message, broadcasts: BroadcastWriter): void {
  if (bodyLength(message) > limits.bodyBytesMax) {
    throw new RangeError(`${message.kind}.body is over ${limits.bodyBytesMax} bytes`);
  }
  const start = out.at;
  out.at += PREFIX_BYTES;
  if (message.kind === 'text') putText(out, message);
  else if (message.kind !== 'broadcast' || !broadcasts.put(message))
    putHeader(out, messageTable[message.kind], message);
  const headerLength = out.at - start - PREFIX_BYTES;
  const length = HEADER_LENGTH_BYTES + headerLength + bodyLength(message);
  out.prefix(start, length, headerLength);
}

function putBody(out: WireWriter, { source, start, end }: Body): void {
  out.raw(source, start, end);
}

function putText(out: WireWriter, { sequence }: Text): void {
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
