import { BASE_PORT } from '../machines/node/peers/find-peer.ts';
import { savedPeersOf } from '../overlay/saved-peers.ts';
import type { NotePage } from '../protocol/effects.ts';
import { limits } from '../protocol/limits.ts';
import type { Discovery, NodeConfig } from '../protocol/node-config.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import type { Dice } from './dice.ts';

export const PORT = 9_000;

export interface NodeOptions {
  /** Names of other nodes, or addresses. */
  readonly contacts?: readonly string[];
  readonly network?: string;
  readonly dialTimeoutMs?: number;
  /** Of another node, to be taken for it without its key. */
  readonly id?: PeerId;
  /** The name of another node, whose key it holds, and so its id. */
  readonly keyOf?: string;
  readonly networkKey?: Uint8Array;
  readonly boot?: number;
  /** Its links show no keys. */
  readonly plain?: boolean;
  /** How wrong its wall clock is. */
  readonly skewMs?: number;
  readonly role?: NodeConfig['role'];
  readonly discovery?: readonly Discovery[];
  /** Names of other nodes, or addresses. */
  readonly seeds?: readonly string[];
  readonly hopLimit?: number;
  readonly signs?: boolean;
  readonly relays?: boolean;
  /** What it is called by others; its name here if left out. */
  readonly called?: string;
  readonly presenceIntervalMs?: number;
  readonly connectionsMax?: number;
  readonly pingIntervalMs?: number;
  /** As `ID@host:port`; what it kept itself if left out. */
  readonly saved?: readonly string[];
}

/** What a life of a node is besides what it was told. */
interface Life {
  readonly id: PeerId;
  readonly name: string;
  readonly host: string;
  readonly boot: number;
  readonly wallMs: number;
  readonly dice: Dice;
  readonly addressOf: (node: string) => string;
  readonly notes: (page: NotePage) => readonly string[];
}

/** Quiet unless told otherwise: a node that looks for nobody, and says nothing by itself. */
export function configFor(options: NodeOptions, life: Life): NodeConfig {
  const { id, name, host, boot, wallMs, dice, addressOf, notes } = life;
  const { contacts = [], seeds = [], network = 'sim' } = options;
  return {
    id,
    instance: { boot, nonce: dice.below(2 ** 32) },
    name: options.called ?? name,
    network,
    host,
    port: PORT,
    contacts: contacts.map(addressOf),
    dialTimeoutMs: options.dialTimeoutMs ?? limits.dialTimeoutMs,
    basePort: BASE_PORT,
    pingIntervalMs: options.pingIntervalMs ?? limits.pingIntervalMs,
    connectionsMax: options.connectionsMax ?? limits.connectionsMax,
    tls: options.plain !== true,
    limitsLoopback: false,
    advertise: [],
    banned: notes('banned'),
    ignored: notes('ignored'),
    wallMs,
    role: options.role ?? 'peer',
    discovery: options.discovery ?? [],
    seeds: seeds.map(addressOf),
    saved: options.saved ?? keptPeers({ ...options, network }, notes('peers'), wallMs),
    hopLimit: options.hopLimit ?? limits.hopLimit,
    signs: options.signs ?? true,
    presenceIntervalMs: options.presenceIntervalMs ?? 0,
    staysHere: false,
    relays: options.relays ?? true,
    seed: dice.below(2 ** 32),
  };
}

function keptPeers(
  { discovery = [], network }: NodeOptions & { readonly network: string },
  lines: readonly string[],
  wallMs: number,
): readonly string[] {
  return discovery.includes('saved') ? savedPeersOf(network, lines, wallMs) : [];
}
