import { limits } from '../../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../protocol/messages.ts';
import { isTooMuch } from './chatter.ts';
import type { ConnectionContext } from './connection-context.ts';
import { lastHeardAt } from './connection-decisions.ts';
import type { ConnectionEvent } from './connection-events.ts';

interface Asked {
  readonly context: ConnectionContext;
  readonly event: ConnectionEvent;
}

/** The words of the connection machine for what it asks itself. */
export const connectionGuards = {
  'was accepted': ({ context }: Asked) => context.inbound,
  'has heard hello': ({ context }: Asked) => context.hello !== null,
  'speaks another version': ({ context: { hello } }: Asked) =>
    hello !== null && hello.version !== PROTOCOL_VERSION,
  'is of another network': ({ context: { hello, config } }: Asked) =>
    hello !== null && hello.network !== config.network,
  'is another than its key says': ({ context: { hello, proven } }: Asked) =>
    hello !== null && proven !== null && hello.id !== proven,
  'has a fault': ({ event }: Asked) => event.type === 'link.judged' && event.fault !== null,
  'is welcome': ({ context }: Asked) => context.welcomed,
  'answers the last ping': ({ context, event }: Asked) =>
    event.type === 'pong' &&
    event.message.token === context.pingToken &&
    context.pongToken < context.pingToken,
  'says too much': ({ context, event }: Asked) => isTooMuch(context, event.at),
  'has been heard since': ({ context }: Asked) => lastHeardAt(context) > context.pingSentAt,
  'has taken some since': ({ context }: Asked) =>
    context.outgoing.taken > context.takenWhenCongested,
  'has probes left': ({ context }: Asked) => context.probes < limits.probesMax,
  'receipts more than before': ({ context, event }: Asked) =>
    event.type === 'receipt' &&
    event.message.taken <= context.outgoing.sent &&
    event.message.taken > context.outgoing.taken,
  'receipts what was sent': ({ context, event }: Asked) =>
    event.type === 'receipt' &&
    event.message.taken <= context.outgoing.sent &&
    event.message.taken >= context.outgoing.taken,
};
