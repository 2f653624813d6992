import type { Cast, Graft, Have, Prune } from '../../protocol/messages.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import type { Queue } from '../../values/queue.ts';
import type { Table } from '../../values/table.ts';
import type { Origins } from '../origins.ts';

/** All that a node knows of what is passed on to everybody. */
export interface Tree {
  readonly own: PeerId;
  /** Whether casts are judged before they count. */
  readonly signs: boolean;
  readonly neighbours: Table<TreeNeighbour>;
  readonly origins: Origins;
  readonly kept: KeptCasts;
  readonly underWay: CastsUnderWay;
  /** What was announced a moment ago, and is asked for if it has not come by then. */
  readonly announced: Queue<Announcement>;
  /** What did not come by then. */
  readonly lacked: Queue<Announcement>;
  readonly counts: TreeCounts;
}

export interface TreeNeighbour {
  /** It is sent what comes; the others are only told of it. */
  readonly isEager: boolean;
  /** When it was last asked to stop sending; -1: never. */
  readonly prunedAt: number;
  /** When these allowances are whole again: what is judged for it, and what it is given when it asks. */
  readonly judgementsWholeAt: number;
  readonly graftsWholeAt: number;
  /** How many of the announcements that wait are its. */
  readonly announced: number;
  readonly isToldOfClock: boolean;
}

export interface KeptCasts {
  /** By the serial number of the origin's window, and sequence. */
  readonly casts: Table<KeptCast>;
  /** Their keys, the oldest first. */
  readonly ages: Queue<string>;
  readonly bytes: number;
}

export interface KeptCast {
  /** As it is passed on. */
  readonly cast: Cast;
  /** Who brought it; '' if it is own. */
  readonly from: PeerId;
  readonly keptAt: number;
  /** After that nobody wants it any more. */
  readonly until: number;
}

/** Whose signatures are being judged. */
export interface CastsUnderWay {
  readonly nextBatch: number;
  readonly batches: Table<readonly HeardCast[]>;
  /** By cast: what others brought of the same meanwhile. */
  readonly copies: Table<readonly HeardCast[]>;
  readonly casts: number;
  readonly bytes: number;
}

export interface HeardCast {
  readonly cast: Cast;
  readonly from: PeerId;
}

/** Somebody has these casts. */
export interface Announcement {
  readonly by: PeerId;
  readonly origin: PeerId;
  readonly instance: Instance;
  readonly first: number;
  readonly last: number;
  readonly hops: number;
  readonly due: number;
  readonly attempts: number;
}

/** How often something has come about since the start. */
export interface TreeCounts {
  readonly delivered: number;
  readonly duplicates: number;
  readonly forged: number;
  readonly expired: number;
  readonly tooEarly: number;
  readonly stale: number;
  /** Over the hop limit. */
  readonly tooFar: number;
  /** Beyond what is judged for one neighbour, or at once. */
  readonly tooMany: number;
  readonly grafts: number;
  readonly prunes: number;
  /** Announcements that nothing came of. */
  readonly givenUp: number;
}

export type TreeWord = Cast | Have | Graft | Prune;

export type TreeAsked =
  /** At most one for each neighbour and call, casts first. */
  | { readonly type: 'tree.say'; readonly to: PeerId; readonly messages: readonly TreeWord[] }
  /** Comes back through `judged`. */
  | { readonly type: 'tree.judge'; readonly batch: number; readonly casts: readonly Cast[] }
  | { readonly type: 'tree.deliver'; readonly casts: readonly Cast[] }
  /** This neighbour passed on a forgery. */
  | { readonly type: 'tree.forged'; readonly by: PeerId }
  /** The casts of this neighbour's own are out of time: its clock is off, or ours. Said once. */
  | { readonly type: 'tree.clock'; readonly by: PeerId };

export type TreeChange = readonly [Tree, readonly TreeAsked[]];
