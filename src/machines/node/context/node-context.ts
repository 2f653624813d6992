import { limits } from '../../../protocol/limits.ts';
import type { Lead } from '../../../protocol/messages.ts';
import type { NodeConfig } from '../../../protocol/node-config.ts';
import type { Instance, PeerId } from '../../../protocol/peer-id.ts';
import { Table } from '../../../values/table.ts';
import { newOverlay, type Overlay } from './overlay-context.ts';

/** What the node knows of one of its connections. */
export interface LinkEntry {
  readonly link: string;
  readonly address: string;
  readonly inbound: boolean;
  /** `held`: judged good, but a rival serves the same peer, and it is not sure yet that it lives. */
  readonly state: 'opening' | 'held' | 'accepted' | 'established' | 'leaving';
  readonly peer: PeerId | null;
  readonly instance: Instance | null;
  readonly name: string;
  /** The link itself has shown the peer's key. */
  readonly secure: boolean;
  /** Where the peer says it listens; where it was dialled, if it was. */
  readonly listens: string;
  /** Who was dialled, where that is known: nobody else will do. */
  readonly expected: PeerId | null;
  /** The contact it was dialled for. */
  readonly contact: string | null;
  /** What it was dialled for, by either side; empty until that is known. */
  readonly purpose: string;
  /** Of a dial that only looks who is there: for whom, and who was found. */
  readonly probe: ProbeFor | null;
  readonly found: PeerId | null;
  /** When it was told last whom this node lists. */
  readonly enrolledAt: number | null;
  /** It was a working connection to the user's eyes. */
  readonly reported: boolean;
  /** Commands whose answer waits for it. */
  readonly connects: readonly number[];
  readonly disconnects: readonly number[];
  /** Commands that dial anew once it has closed. */
  readonly redials: readonly number[];
  /** Whom one of them wants, and nobody else. */
  readonly wantedAgain: PeerId | null;
}

/** Who wants to know who is there. */
export type ProbeFor =
  | { readonly for: 'view' | 'roll' | 'missing'; readonly lead: Lead }
  | { readonly for: 'scan'; readonly scan: string };

/** What the node knows of a peer, linked or not. */
export interface PeerEntry {
  readonly id: PeerId;
  readonly name: string;
  readonly address: string;
  /** A link of this node's own has led there, in this run or an earlier one; else the peer only says that it is there. */
  readonly isPlaceSeen: boolean;
  /** It was this node that dialled there and found the peer; who only came by itself may be anybody, as often as it likes. */
  readonly isDialled: boolean;
  readonly instance: Instance;
  readonly state: 'known' | 'alive' | 'suspect' | 'left' | 'lost';
  /** The connection that serves it, to its last moment. */
  readonly link: string | null;
  readonly rttUs: number | null;
  readonly seenAt: number;
  readonly closeCode: string | null;
}

export interface ContactEntry {
  readonly address: string;
  /** Whether its user wants the connection, or the node wants to be listed there. */
  readonly purpose: 'stay' | 'enrol';
  readonly path: string;
  /** Who answered there last. */
  readonly peer: PeerId | null;
  /** Its last dial came to nothing, which was told. */
  readonly isFailing: boolean;
}

/** How far a peer is trusted. */
export interface Standing {
  readonly points: number;
  /** When they were counted last. */
  readonly at: number;
}

export interface NodeContext {
  readonly config: NodeConfig;
  /** Where it listens. */
  readonly listening: readonly string[];
  readonly links: Table<LinkEntry>;
  readonly peers: Table<PeerEntry>;
  readonly contacts: Table<ContactEntry>;
  /** Whom the user does not want, and whom the user does not want to hear. */
  readonly banned: Table<PeerId>;
  readonly ignored: Table<PeerId>;
  /** Of those of whom something bad is known. */
  readonly standings: Table<Standing>;
  /** When the budget of each host that came of late will be whole again. */
  readonly hosts: Table<number>;
  readonly dials: number;
  readonly sequence: number;
  readonly overlay: Overlay;
  readonly stopCode: string;
  readonly stopText: string;
}

export function newNode(config: NodeConfig): NodeContext {
  const { seed } = config;
  return {
    config,
    listening: [],
    links: Table.empty({ limit: limits.connectionsMax + limits.courtesyLinksMax, seed }),
    peers: Table.empty({ limit: limits.peersMax, seed }),
    contacts: Table.empty({ limit: limits.contactsMax, seed }),
    banned: listOf(config.banned, seed),
    ignored: listOf(config.ignored, seed),
    standings: Table.empty({ limit: limits.standingsMax, seed }),
    hosts: Table.empty({ limit: limits.hostsMax, seed }),
    dials: 0,
    sequence: 0,
    overlay: newOverlay(config),
    stopCode: 'quit',
    stopText: '',
  };
}

function listOf(ids: readonly PeerId[], seed: number): Table<PeerId> {
  let list = Table.empty<PeerId>({ limit: limits.listedPeersMax, seed });
  for (const id of ids) list = list.set(id, id);
  return list;
}

/** The connection that serves a peer, unless it is on its way out. */
export function servingLink({ links, peers }: NodeContext, id: PeerId): LinkEntry | null {
  const entry = links.get(peers.get(id)?.link ?? '');
  return entry === undefined || entry.state === 'leaving' ? null : entry;
}

export function changeLink(
  context: NodeContext,
  link: string,
  change: Partial<LinkEntry>,
): NodeContext {
  const entry = context.links.get(link);
  if (entry === undefined) return context;
  return { ...context, links: context.links.set(link, { ...entry, ...change }) };
}

export function changePeer(
  context: NodeContext,
  id: PeerId,
  change: Partial<PeerEntry>,
): NodeContext {
  const entry = context.peers.get(id);
  if (entry === undefined) return context;
  return { ...context, peers: context.peers.set(id, { ...entry, ...change }) };
}

export function changeOverlay(context: NodeContext, change: Partial<Overlay>): NodeContext {
  return { ...context, overlay: { ...context.overlay, ...change } };
}
