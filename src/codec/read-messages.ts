import type { Message } from '../protocol/messages.ts';
import { BroadcastReader } from './broadcast-reader.ts';
import { cutFrames, nothingPending } from './cut-frames.ts';
import type { Pending } from './cut-frames.ts';
import { decodeMessage } from './decode-message.ts';
import type { Rejection } from './rejection.ts';

/** All messages that came whole, up to the first fault; after a fault the stream has lost its place. */
export function readMessages(pending: Pending, chunks: readonly Uint8Array[]): MessagesRead {
  const cut = cutFrames(pending, chunks);
  const messages: Message[] = [];
  const broadcasts = new BroadcastReader();
  for (const frame of cut.frames) {
    const message = decodeMessage(frame, broadcasts);
    if (!('kind' in message)) return { messages, pending: nothingPending, rejection: message };
    messages.push(message);
  }
  return { messages, pending: cut.pending, rejection: cut.rejection };
}

export interface MessagesRead {
  readonly messages: readonly Message[];
  readonly pending: Pending;
  readonly rejection: Rejection | null;
}
