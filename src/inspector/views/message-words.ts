import { formatDuration } from './duration-words.ts';
import type { CastRange, Message } from '../../protocol/messages.ts';
import { shortened } from '../film/shortened.ts';

/** A word of the wire with what matters of it, in a few words and without what its body says. */
export function messageWords(message: Message): string {
  const more = detail(message);
  return more === '' ? message.kind : `${message.kind} ${more}`;
}

function detail(message: Message): string {
  switch (message.kind) {
    case 'hello': {
      const purpose = message.purpose === '' ? '' : `, to ${message.purpose}`;
      return `from ${nameOf(message.name, message.id)} on ${message.network}${purpose}`;
    }
    case 'ping':
    case 'pong':
      return String(message.token);
    case 'text':
      return `#${message.sequence}, ${message.body.length} B`;
    case 'receipt':
      return `for ${message.taken}`;
    case 'notice':
      return message.code;
    case 'bye':
      return message.text === '' ? message.code : `${message.code}: ${message.text}`;
    case 'broadcast':
      return `${sealOf(message)}${topicOf(message)}, ${message.body.length} B, ${hopsOf(message)}`;
    case 'presence':
      return `${message.state} of ${nameOf(message.name, message.envelope.origin)}, ${hopsOf(message)}`;
    case 'have':
    case 'graft':
      return message.casts.map(rangeOf).join(', ');
    case 'newcomer':
    case 'missing':
      return `${idOf(message.peer.id)} at ${message.peer.address}`;
    case 'shuffle':
    case 'shuffled':
    case 'roll':
      return message.leads.length === 1 ? '1 lead' : `${message.leads.length} leads`;
    case 'enrol':
      return `every ${formatDuration(message.everyMs * 1_000)}`;
    case 'seek':
      return `for ${idOf(message.target)}, over ${message.path.length}`;
    case 'letter':
      return `${message.purpose} to ${idOf(message.target)}${topicOf(message)}, ${message.body.length} B`;
    case 'fate':
      return `${message.code} of ${message.sequences.map((one) => `#${one}`).join(', ')} to ${idOf(message.to)}`;
    default:
      return '';
  }
}

/** As people name peers who have no name: `@55ms4geg`. */
export function idOf(peer: string): string {
  return `@${peer.slice(0, 8)}`;
}

export function nameOf(name: string, peer: string): string {
  return name === '' ? idOf(peer) : `${shortened(name)} ${idOf(peer)}`;
}

function sealOf({
  envelope,
}: {
  readonly envelope: { readonly origin: string; readonly sequence: number };
}): string {
  return `#${envelope.sequence} of ${idOf(envelope.origin)}`;
}

function topicOf({ topic }: { readonly topic: string }): string {
  return topic === '' ? '' : ` under ${shortened(topic)}`;
}

function hopsOf({ hops }: { readonly hops: number }): string {
  return hops === 1 ? '1 hop' : `${hops} hops`;
}

function rangeOf({ origin, first, last }: CastRange): string {
  return `${first === last ? `#${first}` : `#${first}-${last}`} of ${idOf(origin)}`;
}
