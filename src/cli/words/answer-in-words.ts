import { meaningOf } from '../../node/telling/code-words.ts';
import type { Answered } from '../../node/telling/node-event.ts';
import type { TapeSummary } from '../../node/face/node-tape.ts';
import type { PeerLine } from '../../node/face/peertape-node.ts';
import type { Why } from '../../node/why/why.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import type { HelpLine } from '../console/console-commands.ts';
import { durationInWords } from './duration-in-words.ts';
import type { PeerNames } from './peer-names.ts';
import { peersInColumns } from './peers-in-columns.ts';
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
      return columns(statusRows(result as Status));
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
  return `${head}${code === 'not-linked' ? names.named(text) : text}${isSaid ? '' : ` (${hint})`}`;
}

/** Unless the text is only the meaning of the code, it has the hint in it. */
const saysWhatToDo: ReadonlySet<string> = new Set(['bad-address', 'empty-text', 'not-linked']);

type Status = Readonly<Record<string, string | number | null>> & { readonly uptimeMs: number };

function statusRows({ uptimeMs, ...counts }: Status): readonly (readonly string[])[] {
  const rows = Object.entries(counts).map(([name, value]) => [`  ${name}`, String(value ?? 'no')]);
  return [...rows, ['  up', durationInWords(uptimeMs)]];
}

function peerLines(peers: readonly PeerLine[], none: string): readonly string[] {
  return peers.length === 0 ? [none] : peersInColumns(peers);
}
