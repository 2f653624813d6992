import { meaningOf } from '../../node/telling/code-words.ts';
import type { Answered, MessageCame } from '../../node/telling/node-event.ts';
import type { TapeSummary } from '../../node/face/node-tape.ts';
import type {
  Broadcast,
  OverlayView,
  Route,
  ScanLine,
  TopologyLine,
} from '../../node/face/overlay-answers.ts';
import type { NodeStatus, PeerLine } from '../../node/face/peertape-node.ts';
import type { Why } from '../../node/why/why.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import type { HelpLine } from '../console/console-commands.ts';
import type { PeerNames } from './peer-names.ts';
import { peersInColumns } from './peers-in-columns.ts';
import { contentInWords } from './content-in-words.ts';
import { routeInColumns } from './route-in-columns.ts';
import { scanInWords } from './scan-in-words.ts';
import { someOf } from './some-of.ts';
import { statusInColumns } from './status-in-columns.ts';
import { topologyInColumns } from './topology-in-columns.ts';
import { wayInWords } from './way-in-words.ts';
import { viewInColumns } from './view-in-columns.ts';
import { whyInWords } from './why-in-words.ts';

/** An answer as people would give it; nothing, where an event says it anyway. */
export function answerInWords(
  { command, error, result }: Answered,
  names: PeerNames,
): readonly string[] {
  if (error !== undefined) return [cleanText(errorInWords(command, error, names))];
  switch (command) {
    case 'help':
      return columns(
        (result as readonly HelpLine[]).map(({ usage, help }) => [`  ${usage}`, help]),
      );
    case 'connect': {
      const { peer, already } = result as { readonly peer: string; readonly already: boolean };
      return already ? [`already connected to ${names.full(peer)}`] : [];
    }
    case 'peers':
      return peerLines(result as readonly PeerLine[], 'no peer is known yet');
    case 'lp':
      return peerLines(result as readonly PeerLine[], 'no peer is connected');
    case 'mark':
      return [`marked in turn ${(result as { readonly turn: number }).turn}`];
    case 'status':
      return statusInColumns(result as NodeStatus);
    case 'ask':
      return [replyInWords(result as ReplyResult, names)];
    case 'route':
      return routeInColumns(result as Route, names);
    case 'broadcast':
    case 'publish':
      return [reachInWords(result as Broadcast, names)];
    case 'announce':
      return [announcedInWords(result as Pick<Broadcast, 'linked'>)];
    case 'view':
      return viewInColumns(result as OverlayView);
    case 'topology':
      return topologyInColumns(result as readonly TopologyLine[], names);
    case 'scan':
      return scanInWords(result as readonly ScanLine[]);
    case 'why':
      return whyInWords(result as Why, names);
    case 'ignore':
      return [`what ${whoIn(result, names)} says is no longer told`];
    case 'unignore':
      return [`what ${whoIn(result, names)} says is told again`];
    case 'trace':
      return [traceInWords(result as TapeSummary)];
    default:
      return [];
  }
}

/** Behind the answer to a note. */
export const NOT_RECORDED = ', but nothing is recorded';

function whoIn(result: unknown, names: PeerNames): string {
  return names.full((result as { readonly peer: string }).peer);
}

function traceInWords({ path, bytes, segments, gap }: TapeSummary): string {
  if (path === null) return 'nothing is recorded';
  const kilobytes = Math.ceil(bytes / 1_024).toLocaleString('en');
  const what = gap === true ? 'no longer recording' : 'recording';
  return cleanText(`${what} to ${path}: ${kilobytes} KB, segments: ${segments}`);
}

function errorInWords(
  command: string,
  { code, text, hint }: NonNullable<Answered['error']>,
  names: PeerNames,
): string {
  const head = command === '' || code === 'usage' ? '' : `${command}: `;
  const isSaid = hint === '' || (saysWhatToDo.has(code) && text !== meaningOf(code));
  const told = code === 'ambiguous-peer' ? text : names.named(text);
  return `${head}${told}${isSaid ? '' : ` (${hint})`}`;
}

/** Unless the text is only the meaning of the code, it has the hint in it. */
const saysWhatToDo: ReadonlySet<string> = new Set(['bad-address', 'empty-text', 'not-linked']);

type ReplyResult = Pick<MessageCame, 'from' | 'text' | 'bytes' | 'hops' | 'path'>;

function replyInWords(reply: ReplyResult, names: PeerNames): string {
  const way = wayInWords(reply, names);
  return `${names.brief(reply.from)} answers: ${contentInWords(reply)} (${way})`;
}

/** Neighbours pass it on, so who is missing from all others is told and not who has it. */
function reachInWords({ linked, unreachable }: Broadcast, names: PeerNames): string {
  const { length } = linked;
  const sent =
    length === 0
      ? `sent to nobody: ${NO_NEIGHBOUR}`
      : `sent to ${length} ${length === 1 ? 'neighbour' : 'neighbours'}`;
  if (unreachable.length === 0) return sent;
  const missing = unreachable.map((peer) => names.brief(peer));
  return `${sent}; not there: ${someOf(missing, MISSING_COLUMNS)}`;
}

function announcedInWords({ linked }: Pick<Broadcast, 'linked'>): string {
  const isHeard = linked.length > 0;
  return isHeard ? 'everybody is told that this node is there' : `told to nobody: ${NO_NEIGHBOUR}`;
}

/** A seed node that is connected is none. */
const NO_NEIGHBOUR = 'there is no neighbour';

/** Beside the longest of what stands before them, in eighty columns. */
const MISSING_COLUMNS = 26;

function peerLines(peers: readonly PeerLine[], none: string): readonly string[] {
  return peers.length === 0 ? [none] : peersInColumns(peers);
}
