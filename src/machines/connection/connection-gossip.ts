import { limits } from '../../protocol/limits.ts';
import type { Gossip } from '../../protocol/messages.ts';
import { tell, type Asked } from '../engine/asked.ts';
import type { Decision } from '../engine/perform.ts';
import { Queue } from '../../values/queue.ts';
import type { ConnectionContext } from './connection-context.ts';

/** What a connection does with the words of neighbours: they are the node's business, and it only carries them. */
type Decided = Decision<ConnectionContext>;

export function passOn(
  { link }: ConnectionContext,
  { messages, at }: { readonly messages: readonly Gossip[]; readonly at: number },
): Decided {
  return [{ heardAt: at }, [tell('node', { type: 'connection.gossip', link, messages })]];
}

export function say(
  { link }: ConnectionContext,
  { messages }: { readonly messages: readonly Gossip[] },
): Decided {
  return [{}, [{ type: 'link.send', link, messages }]];
}

/** What has no room is not said: a neighbour that lacks a cast has it from others, and views mend themselves. */
export function keepUnsaid(
  context: ConnectionContext,
  { messages }: { readonly messages: readonly Gossip[] },
): Decided {
  let { unsaid, unsaidBytes } = context;
  for (const message of messages) {
    const bytes = unsaidBytes + weightOf(message);
    if (bytes > limits.outboxBytesMax || unsaid.length >= limits.outboxTextsMax) continue;
    unsaid = unsaid.push(message);
    unsaidBytes = bytes;
  }
  return [{ unsaid, unsaidBytes }, []];
}

export function sayTheUnsaid({ link, unsaid }: ConnectionContext): Decided {
  if (unsaid.length === 0) return [{}, []];
  const sent: Asked = { type: 'link.send', link, messages: [...unsaid] };
  return [{ unsaid: Queue.empty(), unsaidBytes: 0 }, [sent]];
}

/** About what it takes; only bodies can be long. */
function weightOf(message: Gossip): number {
  return HEADER_BYTES + ('body' in message ? message.body.length : 0);
}

const HEADER_BYTES = 256;
