import { formatAddress, parseAddress } from '../../protocol/address.ts';
import { targetOf, targetText } from '../../machines/node/peers/find-peer.ts';
import { limits } from '../../protocol/limits.ts';
import { discoveries, type NodeConfig } from '../../protocol/node-config.ts';
import { PEER_ID_PATTERN } from '../../protocol/peer-id.ts';

/** Whoever puts a node together answers for its configuration: what no wire and no tape would take is refused here. */
export function judgeConfig(config: NodeConfig): void {
  const { id, instance, name, network, port, contacts, dialTimeoutMs, seed } = config;
  hold(isCount(config.basePort) && config.basePort <= 65_535, 'basePort');
  hold(PEER_ID_PATTERN.test(id), 'id');
  hold(isCount(instance.boot) && isCount(instance.nonce), 'instance');
  hold(isText(name, limits.nodeNameBytesMax), 'name');
  hold(isText(network, limits.networkNameBytesMax), 'network');
  hold(isCount(port) && port <= 65_535, 'port');
  hold(config.advertise.length <= limits.addressesMax, 'advertise');
  hold(config.banned.length <= limits.listedPeersMax, 'banned');
  hold(config.ignored.length <= limits.listedPeersMax, 'ignored');
  hold(
    isCount(config.pingIntervalMs) && config.pingIntervalMs >= limits.pingIntervalMinMs,
    'pingIntervalMs',
  );
  hold(
    isCount(config.connectionsMax) && config.connectionsMax <= limits.connectionsMax,
    'connectionsMax',
  );
  hold(contacts.length <= limits.contactsMax, 'contacts');
  for (const contact of contacts) hold(isTarget(contact, config.basePort), `contacts: ${contact}`);
  for (const address of config.advertise) hold(isAddress(address), `advertise: ${address}`);
  for (const id of [...config.banned, ...config.ignored]) hold(PEER_ID_PATTERN.test(id), 'peers');
  hold(isCount(dialTimeoutMs) && dialTimeoutMs > 0, 'dialTimeoutMs');
  hold(isCount(seed), 'seed');
  judgeOverlay(config);
}

function judgeOverlay(config: NodeConfig): void {
  const { wallMs, role, discovery, seeds, saved, hopLimit, presenceIntervalMs } = config;
  hold(isCount(wallMs), 'wallMs');
  hold(role === 'peer' || role === 'seed', 'role');
  hold(
    discovery.length <= discoveries.length && discovery.every((way) => discoveries.includes(way)),
    'discovery',
  );
  hold(seeds.length <= limits.seedsMax, 'seeds');
  for (const address of seeds) hold(isAddress(address), `seeds: ${address}`);
  hold(saved.length <= limits.savedPeersMax, 'saved');
  for (const line of saved) {
    const [peer = '', seenMs] = line.split('\t');
    hold(
      SAVED.test(peer) && isTarget(peer, 1) && /^\d{1,15}$/.test(seenMs ?? '0'),
      `saved: ${line}`,
    );
  }
  hold(isCount(hopLimit) && hopLimit >= 1 && hopLimit <= limits.hopLimitMax, 'hopLimit');
  hold(typeof config.signs === 'boolean', 'signs');
  hold(typeof config.relays === 'boolean', 'relays');
  hold(
    isCount(presenceIntervalMs) && presenceIntervalMs <= limits.presenceIntervalMaxMs,
    'presenceIntervalMs',
  );
}

/** A whole id and a whole address. */
const SAVED = /^[a-z2-7]{52}@.*:/;

function hold(isSound: boolean, field: string): void {
  if (!isSound) throw new RangeError(`the configuration is out of its limits: ${field}`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isText(value: string, bytesMax: number): boolean {
  return value.isWellFormed() && new TextEncoder().encode(value).length <= bytesMax;
}

function isTarget(value: string, basePort: number): boolean {
  const target = targetOf(value, basePort);
  return target !== null && targetText(target) === value;
}

function isAddress(value: string): boolean {
  const address = parseAddress(value);
  return address !== null && formatAddress(address.host, address.port) === value;
}
