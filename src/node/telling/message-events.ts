import { isUtf8 } from 'node:buffer';
import type { Body } from '../../protocol/body.ts';
import type { LetterTaken, Report } from '../../protocol/effects.ts';
import { castId, messageId, messageIds } from './message-id.ts';
import type { MessageCame, MessageKind, Stamp } from './node-event.ts';

type Reported<E extends Report['event']> = Extract<Report, { readonly event: E }>;

export type MessagesCame = Reported<'message' | 'broadcast' | 'mail'>;

/** Of all events these come most often, by far: each is written out in one go. */
export function messageEvents(came: MessagesCame, stamp: Stamp): readonly (MessageCame & Stamp)[] {
  switch (came.event) {
    case 'message':
      return textEvents(came, stamp);
    case 'broadcast':
      return castEvents(came, stamp);
    case 'mail':
      return letterEvents(came, stamp);
  }
}

function textEvents(
  { from, instance, texts }: Reported<'message'>,
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
  { casts }: Reported<'broadcast'>,
  { at, node, turn }: Stamp,
): readonly (MessageCame & Stamp)[] {
  const event = 'message';
  const kind = 'broadcast';
  const contents = new Contents();
  return casts.map(({ from, instance, sequence, hops, topic, body }) => {
    const messageId = castId(from, instance, sequence);
    const text = contents.textIn(body);
    if (topic !== '') {
      const content = text === null ? { bytes: contents.base64In(body) } : { text };
      return { event, at, node, turn, from, messageId, kind: 'topic', topic, ...content, hops };
    }
    if (text !== null) return { event, at, node, turn, from, messageId, kind, text, hops };
    const bytes = contents.base64In(body);
    return { event, at, node, turn, from, messageId, kind, bytes, hops };
  });
}

/** What is asked and answered is told to those who answer and ask. */
function letterEvents(
  { letters }: Reported<'mail'>,
  { at, node, turn }: Stamp,
): readonly (MessageCame & Stamp)[] {
  const event = 'message';
  return letters.filter(isText).map((letter) => {
    const { from, instance, sequence, topic, hops, path, body } = letter;
    const head = { event, at, node, turn, from } as const;
    const id = { messageId: messageId(from, instance, sequence), kind: kindOf(letter) };
    const under = topic === '' ? {} : { topic };
    const over = path.length === 0 ? {} : { path };
    return { ...head, ...id, ...under, ...contentOf(body), hops, ...over };
  });
}

export function isText({ purpose }: LetterTaken): boolean {
  return purpose === 'text';
}

export function kindOf({ topic, hops }: Pick<LetterTaken, 'topic' | 'hops'>): MessageKind {
  if (topic !== '') return 'topic';
  return hops === 1 ? 'direct' : 'relayed';
}

/** As text, or in base64 where it is none. */
export function contentOf(body: Body): Pick<MessageCame, 'text' | 'bytes'> {
  const contents = new Contents();
  const text = contents.textIn(body);
  return text === null ? { bytes: contents.base64In(body) } : { text };
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
