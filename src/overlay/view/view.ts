import { limits } from '../../protocol/limits.ts';
import type { Lead, Newcomer, Purpose, Shuffle, Shuffled } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { type RandomStream, streamOf } from '../../values/random-stream.ts';
import { Table } from '../../values/table.ts';
import type { Scope } from '../address-scope.ts';
import { newProbeBudgets, type ProbeBudgets } from '../probe-budgets.ts';

/**
 * Whom a node has for neighbours, and where others could be found: HyParView (J. Leitão, J. Pereira, L. Rodrigues:
 * "HyParView: a membership protocol for reliable gossip-based broadcast", DSN 2007).
 *
 * The *active view* is the neighbours: few, and each has this node for a neighbour too. Whatever takes one away has
 * another one dialled at once, out of the *passive view*: leads to others, which are exchanged on random walks. A
 * newcomer's lead walks as well (`newcomer`): where its walk ends, the newcomer is dialled, and some way before it is
 * noted. So neighbours are a random few of all, and the graph of all of them holds together when many fail at once.
 *
 * What differs from the paper:
 *
 * - JOIN and NEIGHBOUR are the greeting of a connection, with its purpose, and DISCONNECT is its end (`no-place`).
 * - Neighbours that the user wants are *pinned*: they have places of their own, and are never parted from.
 * - Of the places, neighbours that came by themselves have `inboundNeighboursMax` at most, and a node asks for
 *   `outboundNeighbours` itself; what is left to both goes to whoever comes. Without a share of its own for each side,
 *   some nodes choose all of theirs, and for as many others no place is left anywhere.
 * - A lead is hearsay until this node has dialled there itself and found that peer, and only then it is passed on: a
 *   newcomer's walk begins when its address was found to be true. Such dials have budgets.
 * - Hearsay never takes the last few verified leads away.
 * - A node changes a neighbour for another now and then, so that parts that were torn apart find together.
 *
 * Each function gives the view that is next and what is to be done, in order. All that is pending is asked for once
 * and answered once: `view.approach` by `enter` or `approachEnded`, `view.probe` by `verified`, `refuted` or `putOff`.
 */
export interface View {
  /** Where others find this node; without an address, nobody is told. */
  readonly own: Lead;
  /** Whether leads are exchanged with neighbours. */
  readonly exchanges: boolean;
  readonly active: Table<Neighbour>;
  readonly passive: Table<PassiveLead>;
  /** Peers of earlier runs for which there is no room there yet. */
  readonly reserve: Table<Reserved>;
  /** Dials for neighbours that are under way. */
  readonly approaches: Table<Approach>;
  /** Dials that only look, by whom they are for: where. */
  readonly probes: Table<string>;
  /** Until when none is begun, and until when nobody is asked for a place: there was no room to dial. */
  readonly looksFrom: number;
  readonly asksFrom: number;
  readonly budgets: ProbeBudgets;
  /** Who has joined through this node and is to be walked once it is verified. */
  readonly newcomers: Table<Rumour>;
  /** Whether it has been anybody's neighbour, ever. */
  readonly hasJoined: boolean;
  /** How many had no place, one after the other, and until when nobody else is asked. */
  readonly refusals: number;
  readonly restUntil: number;
  readonly shuffleAt: number | null;
  /** The shuffle whose answer may still come. */
  readonly awaited: Awaited | null;
  readonly wakeAt: number | null;
  readonly random: RandomStream;
  readonly jitter: RandomStream;
}

export interface Neighbour {
  readonly id: PeerId;
  /** Where it listens, as far as known; or empty. */
  readonly address: string;
  /** Found there, by a dial of our own. */
  readonly isVerified: boolean;
  readonly isPinned: boolean;
  /** It came by itself. */
  readonly isInbound: boolean;
  /** Where its link comes from or leads to, and how far that is from here. */
  readonly linkAddress: string;
  readonly scope: Scope;
  /** The budget of what it says of leads. */
  readonly wordsWholeAt: number;
  readonly since: number;
}

/** A lead as it was told; `from` is where the link of who told it comes from, or null where this node knows it from itself. */
export interface Rumour extends Lead {
  readonly from: string | null;
}

export interface PassiveLead extends Rumour {
  readonly verifiedAt: number | null;
  /** Dials in vain, one after the other. */
  readonly failures: number;
  readonly restUntil: number;
}

export interface Reserved extends PassiveLead {
  /** In which order they are tried first. */
  readonly rank: number;
}

export interface Approach extends Rumour {
  readonly purpose: ApproachPurpose;
  /** Another neighbour makes place for it, if need be: it is a newcomer whose walk ended here. */
  readonly displaces: boolean;
}

export interface Awaited {
  readonly by: PeerId;
  readonly sent: readonly PeerId[];
}

export interface ViewSettings {
  readonly own: PeerId;
  readonly seed: number;
  /** Discovery by exchange of leads. */
  readonly exchanges: boolean;
}

/** A connection that was established, dialled by either side. */
export interface Arrival {
  readonly id: PeerId;
  /** Where it was dialled, or where it says that it listens; empty if it does not. */
  readonly address: string;
  readonly linkAddress: string;
  readonly isInbound: boolean;
  readonly isPinned: boolean;
  readonly purpose: Purpose;
}

/** How a neighbour went: it said goodbye for good, it did not, or the connection was not wanted any more. */
export type Departure = 'left' | 'lost' | 'parted';

export type ViewWord = Newcomer | Shuffle | Shuffled;

export type ApproachPurpose = 'join' | 'need' | 'want';

export type ViewAsked =
  | { readonly type: 'view.say'; readonly to: PeerId; readonly message: ViewWord }
  /** To be dialled as a neighbour. */
  | { readonly type: 'view.approach'; readonly lead: Lead; readonly purpose: ApproachPurpose }
  /** To be dialled only to look. */
  | { readonly type: 'view.probe'; readonly lead: Lead }
  /** It is no neighbour any more, and to be told so (`no-place`). */
  | { readonly type: 'view.part'; readonly peer: PeerId };

export type ViewChange = readonly [View, readonly ViewAsked[]];

export function newView({ own, seed, exchanges }: ViewSettings): View {
  return {
    own: { id: own, address: '' },
    exchanges,
    active: Table.empty({ limit: limits.connectionsMax + limits.courtesyLinksMax, seed }),
    passive: Table.empty({ limit: limits.passiveViewMax, seed }),
    reserve: Table.empty({ limit: limits.savedPeersMax, seed }),
    approaches: Table.empty({ limit: limits.approachesMax, seed }),
    probes: Table.empty({ limit: limits.probesAtOnceMax, seed }),
    looksFrom: 0,
    asksFrom: 0,
    budgets: newProbeBudgets(seed),
    newcomers: Table.empty({ limit: limits.passiveViewMax, seed }),
    hasJoined: false,
    refusals: 0,
    restUntil: 0,
    shuffleAt: null,
    awaited: null,
    wakeAt: null,
    random: streamOf(seed, 'view'),
    jitter: streamOf(seed, 'shuffle'),
  };
}

/** Where others find this node, once that is known; empty: they do not. */
export function ownAddress(view: View, address: string): View {
  return { ...view, own: { ...view.own, address } };
}

/** When `due` has something to do; null: only once something has happened. */
export function dueAt(view: View): number | null {
  return view.wakeAt;
}

/** The neighbours that have the places of the active view. */
export function unpinned(view: View): readonly Neighbour[] {
  return [...view.active.values()].filter(({ isPinned }) => !isPinned);
}

/** A lead that was found to be true not too long ago, so that others may be told. */
export function isFresh({ verifiedAt }: PassiveLead, at: number): boolean {
  return verifiedAt !== null && at - verifiedAt < limits.leadFreshMs * 1_000;
}
