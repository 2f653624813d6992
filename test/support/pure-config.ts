import { BASE_PORT } from '../../src/machines/node/peers/find-peer.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { NodeConfig } from '../../src/protocol/node-config.ts';
import { PEER_ID_LENGTH } from '../../src/protocol/peer-id.ts';

/** Ids that read in their order: `idOf('a')` is lower than `idOf('b')`. */
export function idOf(letter: string): string {
  return letter.repeat(PEER_ID_LENGTH);
}

/** A node that is called as its letter and listens as `letter:1`. */
export function configOf(letter: string, changes: Partial<NodeConfig> = {}): NodeConfig {
  return {
    id: idOf(letter),
    instance: { boot: 1, nonce: 1 },
    name: letter,
    network: 'test',
    host: letter,
    port: 1,
    contacts: [],
    dialTimeoutMs: 5_000,
    pingIntervalMs: limits.pingIntervalMs,
    connectionsMax: limits.connectionsMax,
    tls: true,
    limitsLoopback: false,
    basePort: BASE_PORT,
    advertise: [],
    banned: [],
    ignored: [],
    wallMs: 0,
    role: 'peer',
    discovery: [],
    seeds: [],
    saved: [],
    hopLimit: limits.hopLimit,
    signs: true,
    presenceIntervalMs: 0,
    staysHere: false,
    relays: true,
    seed: 7,
    ...changes,
  };
}
