import { isUtf8 } from 'node:buffer';
import type { Body } from '../../protocol/body.ts';
import type { Report } from '../../protocol/effects.ts';
import { castId, messageIds } from './message-id.ts';
import type { MessageCame, Stamp } from './node-event.ts';

export type MessagesCame = Extract<Report, { readonly event: 'message' | 'broadcast' }>;

/** Of all events these come most often, by far: each is written out in one go. */
export function messageEvents(came: MessagesCame, stamp: Stamp): readonly (MessageCame & Stamp)[] {
  return came.event === 'message' ? textEvents(came, stamp) : castEvents(came, stamp);
}

function textEvents(
  { from, instance, texts }: Extract<Report, { readonly event: 'message' }>,
  { at, node, turn }: Stamp,
): readonly (MessageCame & Stamp)[] {
  const idOf = messageIds(from, instance);
  const event = 'message';
  const kind = 'direct';
  const hops = 1;
  const contents = new Contents();
  return texts.map(({ sequence, body }) => {
    const messageId = idOf(sequence);
    const text = contents.textIn(body);
    if (text !== null) return { event, at, node, turn, from, messageId, kind, text, hops };
    const bytes = contents.base64In(body);
    return { event, at, node, turn, from, messageId, kind, bytes, hops };
  });
}

function castEvents(
  { casts }: Extract<Report, { readonly event: 'broadcast' }>,
  { at, node, turn }: Stamp,
): readonly (MessageCame & Stamp)[] {
  const event = 'message';
  const kind = 'broadcast';
  const contents = new Contents();
  return casts.map(({ from, instance, sequence, hops, body }) => {
    const messageId = castId(from, instance, sequence);
    const text = contents.textIn(body);
    if (text !== null) return { event, at, node, turn, from, messageId, kind, text, hops };
    const bytes = contents.base64In(body);
    return { event, at, node, turn, from, messageId, kind, bytes, hops };
  });
}

/** Texts that came together mostly lie in the same bytes. */
class Contents {
  #buffer: Buffer = NOTHING;
  #source: Uint8Array | null = null;

  /** null: not UTF-8. */
  textIn(body: Body): string | null {
    return textIn(this.#over(body), body);
  }

  base64In(body: Body): string {
    return this.#over(body).toString('base64', body.start, body.end);
  }

  #over({ source }: Body): Buffer {
    if (source !== this.#source) this.#buffer = bufferOver((this.#source = source));
    return this.#buffer;
  }
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
