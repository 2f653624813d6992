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
  let buffer: Buffer = NOTHING;
  let source: Uint8Array | null = null;
  return texts.map(({ sequence, body }) => {
    // Texts that came together mostly lie in the same bytes.
    if (body.source !== source) buffer = bufferOver((source = body.source));
    const messageId = idOf(sequence);
    const text = textIn(buffer, body);
    if (text !== null) return { event, at, node, turn, from, messageId, kind, text, hops };
    const bytes = buffer.toString('base64', body.start, body.end);
    return { event, at, node, turn, from, messageId, kind, bytes, hops };
  });
}

const NOTHING = Buffer.alloc(0);

function bufferOver({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** null: not UTF-8. What is decoded to a replacement is replaced, unless it was sent as one. */
function textIn(buffer: Buffer, { start, end }: Body): string | null {
  if (end - start > SHORT_BYTES && !isUtf8(buffer.subarray(start, end))) return null;
  const text = buffer.toString('utf8', start, end);
  return text.includes('\ufffd') && !isUtf8(buffer.subarray(start, end)) ? null : text;
}

/** Up to here decoding in vain costs less than judging first. */
const SHORT_BYTES = 1_024;
