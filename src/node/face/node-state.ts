import { stateName } from '../../machines/engine/states.ts';
import type { System } from '../../machines/engine/system.ts';
import type {
  LinkEntry,
  NodeContext,
  PeerEntry,
} from '../../machines/node/context/node-context.ts';
import { isUnwelcome } from '../../machines/node/peers/unwelcome.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { nodeContextIn } from '../running/node-context-in.ts';

/** What a node is at one moment: small, plain, and never changed afterwards. */
export interface NodeState {
  readonly id: PeerId;
  readonly name: string;
  readonly network: string;
  readonly phase: 'starting' | 'running' | 'stopping' | 'stopped';
  /** Where it listens, as `host:port`. */
  readonly listening: readonly string[];
  readonly peers: readonly PeerState[];
  readonly links: readonly LinkState[];
  /** The addresses it stays connected to. */
  readonly contacts: readonly string[];
  /** Where it is recorded, as long as it is. */
  readonly trace: string | null;
}

export interface PeerState {
  readonly peer: PeerId;
  readonly name: string;
  readonly address: string;
  readonly state: PeerEntry['state'] | 'banned';
  readonly rttMs: number | null;
  /** Epoch milliseconds; null of one who is only on a list of the user's. */
  readonly lastSeen: number | null;
  readonly closeCode: string | null;
  /** Its texts are not told. */
  readonly ignored: boolean;
}

export interface LinkState {
  readonly link: string;
  /** null until somebody has said who it is. */
  readonly peer: PeerId | null;
  readonly address: string;
  readonly inbound: boolean;
  readonly state: LinkEntry['state'];
}

export interface StateFacts {
  readonly config: Pick<NodeConfig, 'id' | 'name' | 'network'>;
  readonly trace: string | null;
  /** A time of the run as the wall had it. */
  readonly epochMs: (us: number) => number;
}

/** null: it has stopped, and knows nobody any more. */
export function stateOf(system: System | null, { config, trace, epochMs }: StateFacts): NodeState {
  const { id, name, network } = config;
  const context = system === null ? null : nodeContextIn(system);
  return {
    id,
    name,
    network,
    phase: system === null ? 'stopped' : phaseOf(system),
    listening: context?.listening ?? [],
    peers: context === null ? [] : peerStates(context, system!.at, epochMs),
    links: context === null ? [] : [...context.links.values()].map(linkState),
    contacts: context === null ? [] : [...context.contacts.keys()],
    trace,
  };
}

/** What of the node's own knowledge shows in its state; two of the same make the same state. */
export function sameState(one: NodeContext | null, other: NodeContext | null): boolean {
  return shown.every((field) => one?.[field] === other?.[field]);
}

const shown = [
  'peers',
  'links',
  'contacts',
  'listening',
  'banned',
  'ignored',
  'standings',
] as const satisfies readonly (keyof NodeContext)[];

export function phaseOf({ actors }: System): NodeState['phase'] {
  const node = actors.get('node');
  return node === undefined ? 'stopped' : (stateName(node.snapshot) as NodeState['phase']);
}

function peerStates(
  context: NodeContext,
  at: number,
  epochMs: StateFacts['epochMs'],
): readonly PeerState[] {
  return [...context.peers.values()].map((entry) => {
    const { id, name, address, rttUs, seenAt, closeCode } = entry;
    return {
      peer: id,
      name,
      address,
      state: isUnwelcome(context, id, at) ? 'banned' : entry.state,
      rttMs: rttUs === null ? null : rttUs / 1_000,
      lastSeen: epochMs(seenAt),
      closeCode,
      ignored: context.ignored.has(id),
    };
  });
}

function linkState({ link, peer, address, inbound, state }: LinkEntry): LinkState {
  return { link, peer, address, inbound, state };
}
