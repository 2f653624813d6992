import { isThisHost } from '../../node/face/plain-links.ts';
import { parseAddress } from '../../protocol/address.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import type { CliEvent } from '../output.ts';

/** Who the node of a data folder is. Of its private key, only where it lies. */
export interface IdentityEvent extends CliEvent {
  readonly event: 'id';
  readonly peer: PeerId;
  readonly short: string;
  readonly data: string;
  readonly key: string;
  /** How often it has started. */
  readonly starts: number;
  /** null: somebody is there, and does not answer. */
  readonly running: boolean | null;
  /** For others to dial, as `ID@host:port`. */
  readonly addresses: readonly string[];
}

export function identityInWords(event: IdentityEvent): readonly string[] {
  const { peer, short, data, key, starts, running, addresses } = event;
  const rows = [
    ['id', peer],
    ['short', short],
    ['folder', data],
    ['key', `${key} (never give it away)`],
    ['started', oftenInWords(starts)],
    ['runs', running === null ? 'it does, and does not answer' : running ? 'yes' : 'no'],
    ...addresses.map((address, index) => [
      index === 0 ? 'for others' : '',
      `${address}${reachOf(address)}`,
    ]),
  ];
  return columns(rows.map(([name = '', value = '']) => [name, cleanText(value)]));
}

function oftenInWords(starts: number): string {
  if (starts === 0) return 'never';
  return starts === 1 ? 'once' : `${starts.toLocaleString('en')} times`;
}

/** Who can dial it, where that is not everybody. */
function reachOf(address: string): string {
  const { host = '' } = parseAddress(address.slice(address.indexOf('@') + 1)) ?? {};
  if (host === '0.0.0.0' || host === '::') return ' (put an address of this machine there)';
  return isThisHost(host) ? ' (on this machine only)' : '';
}
