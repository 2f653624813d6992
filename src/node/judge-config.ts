import { formatAddress, parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import type { NodeConfig } from '../protocol/node-config.ts';
import { PEER_ID_PATTERN } from '../protocol/peer-id.ts';

/** Whoever puts a node together answers for its configuration: what no wire and no tape would take is refused here. */
export function judgeConfig(config: NodeConfig): void {
  const { id, instance, name, network, port, contacts, dialTimeoutMs, seed } = config;
  hold(PEER_ID_PATTERN.test(id), 'id');
  hold(isCount(instance.boot) && isCount(instance.nonce), 'instance');
  hold(isText(name, limits.nodeNameBytesMax), 'name');
  hold(isText(network, limits.networkNameBytesMax), 'network');
  hold(isCount(port) && port <= 65_535, 'port');
  hold(contacts.length <= limits.contactsMax, 'contacts');
  for (const contact of contacts) hold(isAddress(contact), `contacts: ${contact}`);
  hold(isCount(dialTimeoutMs) && dialTimeoutMs > 0, 'dialTimeoutMs');
  hold(isCount(seed), 'seed');
}

function hold(isSound: boolean, field: string): void {
  if (!isSound) throw new RangeError(`the configuration is out of its limits: ${field}`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isText(value: string, bytesMax: number): boolean {
  return value.isWellFormed() && new TextEncoder().encode(value).length <= bytesMax;
}

function isAddress(value: string): boolean {
  const address = parseAddress(value);
  return address !== null && formatAddress(address.host, address.port) === value;
}
