import { nothingPending, type Pending } from '../../codec/cut-frames.ts';
import { LENGTH_BYTES } from '../../codec/frame-prefix.ts';
import { type MessagesRead, readMessages } from '../../codec/read-messages.ts';
import { limits } from '../../protocol/limits.ts';
import { gossipKinds } from '../../protocol/messages.ts';
import type { Gossip, Message, Text } from '../../protocol/messages.ts';

/** What a connection gets to hear of the bytes of its link: the closed list of events a peer can cause. */
export type Heard =
  | {
      readonly type: Exclude<Message['kind'], 'text' | Gossip['kind']>;
      readonly message: Message;
    }
  | { readonly type: 'texts'; readonly texts: readonly Text[] }
  | { readonly type: 'gossip'; readonly messages: readonly Gossip[] }
  | { readonly type: 'bytes.rejected'; readonly code: string; readonly text: string };

export interface Intake {
  readonly heard: readonly Heard[];
  /** null: the stream cannot be read any more. */
  readonly pending: Pending | null;
}

/**
 * Which frames a connection has a use for. Before the welcome that makes it one, and after a farewell,
 * the peer has nothing long to say; a text may stand right behind the welcome that is waited for.
 */
export type FramesToCome = 'any' | 'short' | 'short until welcome';

/**
 * Between two other messages, all texts are one event, and all gossip is another: neither says anything
 * about the other, and whoever alternates between them makes no more events than others do.
 */
export function takeIn(
  pending: Pending,
  chunks: readonly Uint8Array[],
  frames: FramesToCome = 'any',
): Intake {
  const read = refuseTooLong(readMessages(pending, chunks), frames);
  const heard: Heard[] = [];
  let texts: Text[] | null = null;
  let gossip: Gossip[] | null = null;
  let gossips = 0;
  let controls = 0;
  for (const message of read.messages) {
    if (message.kind === 'text') {
      if (texts === null) heard.push({ type: 'texts', texts: (texts = []) });
      texts.push(message);
    } else if (isGossip(message)) {
      gossips += 1;
      if (gossips > limits.gossipPerInputMax) return { heard: [...heard, flood], pending: null };
      if (gossip === null) heard.push({ type: 'gossip', messages: (gossip = []) });
      gossip.push(message);
    } else {
      controls += 1;
      if (controls > limits.controlMessagesPerInputMax)
        return { heard: [...heard, flood], pending: null };
      texts = null;
      gossip = null;
      heard.push({ type: message.kind, message });
    }
  }
  if (read.rejection === null) return { heard, pending: read.pending };
  heard.push({ type: 'bytes.rejected', code: read.rejection.code, text: read.rejection.text });
  return { heard, pending: null };
}

const flood: Heard = {
  type: 'bytes.rejected',
  code: 'flood',
  text: 'too many control messages at once',
};

function isGossip(message: Message): message is Gossip {
  return gossipKinds.has(message.kind);
}

/** As soon as its length is there, and before more of it is kept than came with that. */
function refuseTooLong(read: MessagesRead, frames: FramesToCome): MessagesRead {
  if (frames === 'any' || read.pending.length <= limits.shortFrameBytesMax) return read;
  if (read.pending.received < LENGTH_BYTES) return read;
  const isWelcomed = read.messages.some(({ kind }) => kind === 'welcome');
  if (frames === 'short until welcome' && isWelcomed) return read;
  const text = `a frame before the connection is over ${limits.shortFrameBytesMax} bytes`;
  return { ...read, pending: nothingPending, rejection: { code: 'frame-too-long', text } };
}
