import type { PeerId } from '../../protocol/peer-id.ts';

/** What a node answers to those who ask about everybody, and not about one peer. */

/** A text to everybody that is on its way. */
export interface Broadcast {
  readonly messageId: string;
  /** Whom it went to directly; they pass it on. */
  readonly linked: readonly PeerId[];
  /** Who is known and, as far as this node can tell, not there to get it. */
  readonly unreachable: readonly PeerId[];
}

/** Whom a node is linked to, and to whom it could turn. */
export interface OverlayView {
  readonly active: readonly NeighbourLine[];
  readonly passive: readonly LeadLine[];
}

export interface NeighbourLine {
  readonly peer: PeerId;
  readonly name: string;
  readonly address: string;
  /** It came by itself. */
  readonly inbound: boolean;
  /** Its user or ours wants the connection. */
  readonly pinned: boolean;
  /** It is sent what is for everybody at once; others are told that it is there to be had. */
  readonly eager: boolean;
}

export interface LeadLine {
  readonly peer: PeerId;
  readonly name: string;
  readonly address: string;
  /** It was found there by a dial of our own. */
  readonly verified: boolean;
}

/** Who says of itself to whom it is linked. */
export interface TopologyLine {
  readonly peer: PeerId;
  readonly name: string;
  readonly linked: readonly PeerId[];
}

/** The way to a peer. */
export interface Route {
  /** Over whom, without the two ends. */
  readonly path: readonly PeerId[];
  readonly hops: number;
  /** To each on it and back, the peer last. */
  readonly times: readonly HopLine[];
}

export interface HopLine {
  readonly peer: PeerId;
  readonly hops: number;
  /** null: no answer in time. */
  readonly ms: number | null;
}

/** A place where a node was looked for. */
export interface ScanLine {
  readonly address: string;
  /** A node of this network answers there. */
  readonly active: boolean;
  readonly peer?: PeerId;
  readonly name?: string;
}

/** Of the overlay, in numbers. */
export interface OverlayCounts {
  readonly neighbours: number;
  /** To others who could become neighbours. */
  readonly leads: number;
  /** Who says that they are there. */
  readonly alive: number;
  /** By a seed node; null: it is none. */
  readonly listed: number | null;
  /** Of what is for everybody: what is held for those who lack it, and of whom it is known what has come. */
  readonly kept: number;
  readonly origins: number;
  /** What came for everybody since the start, and what became of it. */
  readonly delivered: number;
  readonly duplicates: number;
  readonly forged: number;
  readonly expired: number;
  readonly tooEarly: number;
  readonly stale: number;
  readonly tooFar: number;
  readonly tooMany: number;
  readonly grafts: number;
  readonly prunes: number;
  readonly givenUp: number;
}
