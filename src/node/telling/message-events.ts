import { isUtf8 } from 'node:buffer';
import type { Body } from '../../protocol/body.ts';
import type { Report } from '../../protocol/effects.ts';
import { messageIds } from './message-id.ts';
import type { MessageCame, Stamp } from './node-event.ts';

export type MessagesCame = Extract<Report, { readonly event: 'message' }>;

/** Of all events these come most often, by far: each is written out in one go. */
export function messageEvents(
  { from, instance, texts }: MessagesCame,
  { at, node, turn }: Stamp,
): readonly (MessageCame & Stamp)[] {
  const idOf = messageIds(from, instance);
  const event = 'message';
  const kind = 'direct';
  const hops = 1;
  return texts.map(({ sequence, body }) => {
    const messageId = idOf(sequence);
    const text = textOf(body);
    if (text === null)
      return { event, at, node, turn, from, messageId, kind, bytes: base64Of(body), hops };
    return { event, at, node, turn, from, messageId, kind, text, hops };
  });
}

/** null: not UTF-8. What is decoded to a replacement is replaced, unless it was sent as one. */
function textOf(body: Body): string | null {
  const buffer = bufferOf(body);
  if (body.length > SHORT_BYTES) return isUtf8(buffer) ? buffer.toString() : null;
  const text = buffer.toString();
  return text.includes('\ufffd') && !isUtf8(buffer) ? null : text;
}

/** Up to here decoding in vain costs less than judging first. */
const SHORT_BYTES = 1_024;

function base64Of(body: Body): string {
  return bufferOf(body).toString('base64');
}

function bufferOf({ source, start, end }: Body): Buffer {
  return Buffer.from(source.buffer, source.byteOffset + start, end - start);
}
