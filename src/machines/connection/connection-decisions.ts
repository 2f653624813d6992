import { closeCodes, type CloseCode, type Decider } from '../../protocol/close-codes.ts';
import type { Report } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';
import {
  PROTOCOL_VERSION,
  type Bye,
  type Hello,
  type Message,
  type Text,
} from '../../protocol/messages.ts';
import { tell, type Asked } from '../engine/asked.ts';
import type { ConnectionContext } from './connection-context.ts';
import type { ToNode } from '../engine/told.ts';
import type { Decision } from '../engine/perform.ts';
import { Queue } from '../values/queue.ts';
import { sendOut, takeReceipt, unreceipted } from './receipts.ts';

/** What a connection does, as plain functions; when it does so is the machine's to say. */
type Decided = Decision<ConnectionContext>;

export function toNode(event: ToNode): Asked {
  return tell('node', event);
}

function send(context: ConnectionContext, message: Message): Asked {
  return sendAll(context, [message]);
}

function sendAll({ link }: ConnectionContext, messages: readonly Message[]): Asked {
  return { type: 'link.send', link, messages };
}

// Greeting

export function sayHello(
  context: ConnectionContext,
  event: { readonly bytes: Uint8Array },
): Decided {
  const { config, dial, listening } = context;
  const hello: Hello = {
    kind: 'hello',
    version: PROTOCOL_VERSION,
    network: config.network,
    id: config.id,
    instance: config.instance,
    nonce: event.bytes,
    dial,
    name: config.name,
    addresses: listening,
    capabilities: [],
  };
  return [{}, [send(context, hello)]];
}

export function askForJudgement({ link, hello }: ConnectionContext): Decided {
  return [{}, [toNode({ type: 'connection.greeted', link, hello: hello! })]];
}

// Liveness

export function sayPing(context: ConnectionContext, { at }: { readonly at: number }): Decided {
  const pingToken = context.pingToken + 1;
  return [{ pingToken, pingSentAt: at }, [send(context, { kind: 'ping', token: pingToken })]];
}

// Texts

export function takeTexts(
  context: ConnectionContext,
  { texts, at }: { readonly texts: readonly Text[]; readonly at: number },
): Decided {
  const { id, instance } = context.hello!;
  const textsTaken = context.textsTaken + texts.length;
  const report: Report = {
    type: 'report',
    event: 'message',
    from: id,
    instance,
    link: context.link,
    texts,
  };
  return [
    { textsTaken, heardAt: at },
    [send(context, { kind: 'receipt', taken: textsTaken }), report],
  ];
}

export function sendTexts(
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

export function keepTexts(
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
  const [sent, asked] = sendTexts(context, { texts: [...context.outbox], at });
  return [{ ...sent, outbox: Queue.empty(), outboxBytes: 0 }, asked];
}

export function turnDownTexts(
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
    [{ type: 'report', event: 'delivered', to, sequences, tookUs: at - sentAt }],
  ];
}

function undelivered(
  context: ConnectionContext,
  sequences: readonly number[],
  code: string,
): Asked[] {
  if (sequences.length === 0) return [];
  return [{ type: 'report', event: 'undelivered', to: context.hello!.id, sequences, code }];
}

function sequencesOf(texts: readonly Text[]): number[] {
  return texts.map((text) => text.sequence);
}

// Leaving

export function remember(
  context: ConnectionContext,
  code: string,
  by: Decider,
  text?: string,
): Decided {
  if (context.reason !== null) return [{}, []];
  const reason = text === undefined ? { code, by } : { code, by, text };
  return [{ reason }, [toNode({ type: 'connection.leaving', link: context.link, reason })]];
}

export function rememberFarewell(
  context: ConnectionContext,
  { message: { code, text } }: { readonly message: Bye },
): Decided {
  if (isFarewell(code)) return remember(context, code, 'peer', text);
  return remember(context, 'unknown-reason', 'peer', `${code}: ${text}`);
}

/** A later version may have codes of its own, and a hostile peer any: ours stay those of the registry. */
function isFarewell(code: string): boolean {
  if (!Object.hasOwn(closeCodes, code)) return false;
  const deciders: readonly Decider[] = closeCodes[code as CloseCode].by;
  return deciders.includes('peer');
}

export function sayBye(context: ConnectionContext): Decided {
  const { code, by, text } = context.reason!;
  const answer = by === 'peer' ? { code, text: '' } : { code, text: text ?? '' };
  return [{}, [send(context, { kind: 'bye', ...answer })]];
}

export function giveUp(context: ConnectionContext): Decided {
  const reason = context.reason!;
  const lost = [...unreceipted(context.outgoing), ...sequencesOf([...context.outbox])];
  return [
    {},
    [
      ...undelivered(context, lost, reason.code),
      toNode({ type: 'connection.closed', link: context.link, reason }),
    ],
  ];
}
