import type { Answered } from '../node/node-event.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import type { HelpLine } from './console/console-commands.ts';
import { type PeerNames, shortId } from './peer-names.ts';

/** An answer as people would give it; nothing, where an event says it anyway. */
export function answerInWords(
  { command, error, result }: Answered,
  names: PeerNames,
): readonly string[] {
  if (error !== undefined) {
    const hint = error.hint === '' ? '' : ` (${error.hint})`;
    return [cleanText(`${command === '' ? '' : `${command}: `}${error.text}${hint}`)];
  }
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
      return columns(
        Object.entries(result as object).map(([name, value]) => [`  ${name}`, `${value}`]),
      );
    default:
      return [];
  }
}

interface PeerLine {
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly state: string;
  readonly rttMs: number | null;
  readonly closeCode: string | null;
}

function peerLines(peers: readonly PeerLine[], none: string): readonly string[] {
  if (peers.length === 0) return [none];
  const rows = peers.map(({ peer, name, address, state, rttMs, closeCode }) => [
    `  ${cleanText(name)}`,
    shortId(peer),
    address,
    state,
    rttMs === null ? '' : `${rttMs.toFixed(1)} ms`,
    closeCode === null ? '' : cleanText(closeCode),
  ]);
  return columns(rows);
}
