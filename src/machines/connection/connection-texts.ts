import type { Report } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Text } from '../../protocol/messages.ts';
import type { Asked } from '../engine/asked.ts';
import type { Decision } from '../engine/perform.ts';
import { Queue } from '../../values/queue.ts';
import type { ConnectionContext } from './connection-context.ts';
import { sendOut, takeReceipt } from './receipts.ts';

/** What a connection does with texts, as plain functions; when it does so is the machine's to say. */
type Decided = Decision<ConnectionContext>;

export function send(context: ConnectionContext, message: Message): Asked {
  return sendAll(context, [message]);
}

function sendAll({ link }: ConnectionContext, messages: readonly Message[]): Asked {
  return { type: 'link.send', link, messages };
}

export function take(
  context: ConnectionContext,
  { texts, at }: { readonly texts: readonly Text[]; readonly at: number },
  isCongested: boolean,
): Decided {
  const { id, instance } = context.hello!;
  const textsTaken = context.textsTaken + texts.length;
  const { link } = context;
  const told: Report = { type: 'report', event: 'message', from: id, instance, link, texts };
  const reports = context.ignored ? [] : [told];
  if (isCongested) return [{ textsTaken, heardAt: at }, reports];
  return [
    { textsTaken, textsReceipted: textsTaken, heardAt: at },
    [send(context, { kind: 'receipt', taken: textsTaken }), ...reports],
  ];
}

/**
 * A peer that sends and does not read would fill the link with our answers: while it is congested, the
 * last pong and one receipt for all stand for the rest.
 */
export function payWhatIsOwed(context: ConnectionContext): Decided {
  const { owedPong, textsTaken, textsReceipted } = context;
  const owed: Message[] = [];
  if (textsReceipted < textsTaken) owed.push({ kind: 'receipt', taken: textsTaken });
  if (owedPong !== null) owed.push({ kind: 'pong', token: owedPong });
  if (owed.length === 0) return [{}, []];
  return [{ textsReceipted: textsTaken, owedPong: null }, [sendAll(context, owed)]];
}

export function sendOff(
  context: ConnectionContext,
  { texts, at }: { readonly texts: readonly Text[]; readonly at: number },
): Decided {
  const room = limits.unreceiptedTextsMax - (context.outgoing.sent - context.outgoing.taken);
  const going = texts.length <= room ? texts : texts.slice(0, room);
  const turnedDown = texts.length <= room ? [] : texts.slice(room);
  return [
    { outgoing: sendOut(context.outgoing, going, at) },
    [
      ...(going.length > 0 ? [sendAll(context, going)] : []),
      ...undelivered(context, sequencesOf(turnedDown), 'outbox-full'),
    ],
  ];
}

export function keep(
  context: ConnectionContext,
  { texts }: { readonly texts: readonly Text[] },
): Decided {
  let { outbox, outboxBytes } = context;
  const turnedDown: number[] = [];
  for (const text of texts) {
    const bytes = outboxBytes + text.body.length;
    if (bytes > limits.outboxBytesMax || outbox.length >= limits.outboxTextsMax) {
      turnedDown.push(text.sequence);
      continue;
    }
    outbox = outbox.push(text);
    outboxBytes = bytes;
  }
  return [{ outbox, outboxBytes }, undelivered(context, turnedDown, 'outbox-full')];
}

export function emptyOutbox(context: ConnectionContext, { at }: { readonly at: number }): Decided {
  if (context.outbox.length === 0) return [{}, []];
  const [sent, asked] = sendOff(context, { texts: [...context.outbox], at });
  return [{ ...sent, outbox: Queue.empty(), outboxBytes: 0 }, asked];
}

export function turnDown(
  context: ConnectionContext,
  { texts }: { readonly texts: readonly Text[] },
): Decided {
  return [{}, undelivered(context, sequencesOf(texts), 'not-linked')];
}

export function countReceipt(
  context: ConnectionContext,
  { message, at }: { readonly message: { readonly taken: number }; readonly at: number },
): Decided {
  const receipted = takeReceipt(context.outgoing, message.taken);
  if (receipted === null || receipted.sequences.length === 0) return [{ heardAt: at }, []];
  const { outgoing, sequences, sentAt } = receipted;
  const to = context.hello!.id;
  return [
    { outgoing, heardAt: at },
    [{ type: 'report', event: 'delivered', to, sequences, tookUs: at - sentAt, path: [] }],
  ];
}

export function undelivered(
  context: ConnectionContext,
  sequences: readonly number[],
  code: string,
): Asked[] {
  if (sequences.length === 0) return [];
  const to = context.hello!.id;
  return [{ type: 'report', event: 'undelivered', to, sequences, code, where: null, hops: null }];
}

export function sequencesOf(texts: readonly Text[]): number[] {
  return texts.map((text) => text.sequence);
}
