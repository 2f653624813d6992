import type { Effect } from '../../protocol/effects.ts';
import type { Message } from '../../protocol/messages.ts';
import { formatDuration } from './duration-words.ts';
import { idOf, messageWords } from './message-words.ts';
import { shortened } from '../film/shortened.ts';

/** What is asked of the world, without its type, in a few words. `us`: when. */
export function effectWords(effect: Effect, us: number): string {
  switch (effect.type) {
    case 'link.send':
      return `${messagesInWords(effect.messages)} on ${effect.link}`;
    case 'link.dial':
      return `${effect.address} as ${effect.link}`;
    case 'timer.start':
      return `${timerName(effect.timer)} in ${formatDuration(Math.max(0, effect.due - us))}`;
    case 'timer.cancel':
      return timerName(effect.timer);
    case 'network.listen':
      return `${effect.host}:${effect.port}`;
    case 'seals.make':
    case 'seals.judge':
      return `${effect.words.length} ${effect.of}, batch ${effect.batch}`;
    case 'random.draw':
      return `${effect.bytes} bytes`;
    case 'mark':
      return shortened(effect.text);
    case 'note.keep':
      return `${effect.page}, ${effect.lines.length} lines`;
    case 'lan.call':
      return `for port ${effect.port}`;
    case 'report':
      return shortened(reportWords(effect));
    case 'answer':
      return `${effect.command}: ${effect.outcome.ok ? 'ok' : effect.outcome.code}`;
    case 'accepted':
      return `${effect.sequences.length} for ${idOf(effect.to)}`;
    case 'network.close':
      return '';
    default:
      return effect.link;
  }
}

/** One by its words, of several how many of each kind. */
function messagesInWords(messages: readonly Message[]): string {
  if (messages.length === 1) return messageWords(messages[0]!);
  const counts = new Map<string, number>();
  for (const { kind } of messages) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`)).join(', ');
}

/** `node/o1#pingInterval.connection.established` as its machine calls it. */
export function timerName(id: string): string {
  return id.slice(id.indexOf('#') + 1).replace(/\..*/, '');
}

function reportWords(report: Extract<Effect, { readonly type: 'report' }>): string {
  const { event } = report;
  if ('code' in report)
    return `${event} ${'peer' in report ? whose(report.peer) : ''}${report.code}`;
  if ('peer' in report) return `${event} ${whose(report.peer)}`.trim();
  return 'from' in report ? `${event} from ${idOf(report.from)}` : event;
}

function whose(peer: string | null): string {
  return peer === null ? '' : `${idOf(peer)} `;
}
