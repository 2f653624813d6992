import type { Cast, CastRange, Graft, Have, Prune } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Queue } from '../../values/queue.ts';
import type { Table } from '../../values/table.ts';
import type { Origins } from '../origins.ts';
import type { CastsUnderWay } from './casts-under-way.ts';
import type { Guide } from './guide.ts';
import type { KeptCasts } from './kept-casts.ts';
import type { Untold } from './untold.ts';

/** All that a node knows of what is passed on to everybody. */
export interface Tree {
  readonly own: PeerId;
  /** Whether casts are judged before they count. */
  readonly signs: boolean;
  readonly neighbours: Table<TreeNeighbour>;
  readonly origins: Origins;
  readonly kept: KeptCasts;
  readonly underWay: CastsUnderWay;
  /** What was announced a moment ago, and is asked for if it does not come. */
  readonly announced: Queue<Announcement>;
  /** What did not come. */
  readonly lacked: Queue<Announcement>;
  readonly untold: Untold | null;
  readonly guide: Guide | null;
  /** Until then, something is kept that may end for want of hops. */
  readonly tightUntil: number;
  readonly counts: TreeCounts;
}

export interface TreeNeighbour {
  /** It is sent what comes; all others are only told of it. */
  readonly isEager: boolean;
  /** When it was last asked to stop sending; -1: never. */
  readonly prunedAt: number;
  /** When its allowances are whole again: of what is judged, and of what is looked up and given for its asking. */
  readonly judgementsWholeAt: number;
  readonly graftsWholeAt: number;
  /** How many of the announcements that wait are its, and how many casts these name. */
  readonly announcements: number;
  readonly announcedCasts: number;
  readonly isToldOfClock: boolean;
}

/** Somebody has these casts. */
export interface Announcement extends CastRange {
  readonly by: PeerId;
  readonly due: number;
  readonly attempts: number;
  /** How many casts had come when it began to be waited for; and how often it was waited for once more. */
  readonly delivered: number;
  readonly waits: number;
}

/** How often something has come about. */
export interface TreeCounts {
  readonly delivered: number;
  readonly duplicates: number;
  readonly forged: number;
  readonly expired: number;
  readonly tooEarly: number;
  readonly stale: number;
  /** Beyond its hop limit. */
  readonly tooFar: number;
  /** Beyond what is judged at once, or noted of what was announced. */
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
  /** The casts of this neighbour's own are out of time: its clock is off, or ours is. Said once. */
  | { readonly type: 'tree.clock'; readonly by: PeerId };

export type TreeChange = readonly [Tree, readonly TreeAsked[]];
