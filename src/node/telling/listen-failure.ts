import type { Failed } from './node-event.ts';
import { formatAddress } from '../../protocol/address.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';

/** Why a node cannot listen, said with the place it is about and without the system's codes. */
export function listenFailure(
  { code, text }: Pick<Failed, 'code' | 'text'>,
  { host, port }: Pick<NodeConfig, 'host' | 'port'>,
): string {
  const address = formatAddress(host, port);
  if (code === 'port-busy') return `another process listens on ${address}`;
  if (code !== 'listen-failed') return text;
  if (/\bENOTFOUND\b/.test(text)) return `cannot listen on ${address}: there is no such host`;
  const [, why] = /\bE[A-Z]+: (.+?)(?: \S+:\d+)?\)*$/.exec(text) ?? [];
  return `cannot listen on ${address}${why === undefined ? '' : `: ${why}`}`;
}
