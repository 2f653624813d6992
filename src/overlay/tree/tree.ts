import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Queue } from '../../values/queue.ts';
import { Table } from '../../values/table.ts';
import { newOrigins, verdictOn } from '../origins.ts';
import { acceptCasts, countOf } from './accept-casts.ts';
import { hearOfCasts } from './announcements.ts';
import { askForLacked, giveUpOn } from './ask-for-lacked.ts';
import { nothingUnderWay } from './casts-under-way.ts';
import { giveKept, tellOfKept } from './give-kept.ts';
import { hearAgain } from './hear-again.ts';
import { judgeCasts, takeJudgement } from './judge-casts.ts';
import { forgetOld, keptNothing, oldestDueAt } from './kept-casts.ts';
import { TreeDraft } from './tree-draft.ts';
import type { Tree, TreeChange, TreeCounts, TreeWord } from './tree-state.ts';

/**
 * Plumtree (Leitão, Pereira, Rodrigues: Epidemic Broadcast Trees, SRDS 2007). A cast is pushed to some neighbours, the
 * eager ones, and all others are only told that it is there (`have`), a little later and of all that came meanwhile. Whoever is brought what has come already asks to be
 * told only (`prune`), so that of all links those stay eager that make a tree (`guide.ts` says for which casts). Whoever was told of something that does not
 * come asks for it, and for all that follows (`graft`), so that a tree that broke is mended with the links that are left.
 *
 * Who is eager is decided for each direction of a link: it is what the other side has asked for. A cast crosses at most as
 * many links as its hop limit says: `hops` on the wire counts the links behind it when it arrives, with the one that it
 * arrives on. Words of `have` count the same way.
 *
 * All are functions from a tree and what has happened to a tree and what is asked of the world. `at` is in microseconds;
 * `wallMs` is what the wall has then, in epoch milliseconds.
 */
export function newTree({ own, seed, signs }: TreeSettings): Tree {
  return {
    own,
    signs,
    neighbours: Table.empty({ limit: limits.connectionsMax + limits.courtesyLinksMax, seed }),
    origins: newOrigins(seed),
    kept: keptNothing(seed),
    underWay: nothingUnderWay(seed),
    announced: Queue.empty(),
    lacked: Queue.empty(),
    untold: null,
    guide: null,
    tightUntil: 0,
    counts: noCounts,
  };
}

export interface TreeSettings {
  readonly own: PeerId;
  readonly seed: number;
  /** Without, casts count as they come, and nothing is asked to be judged. */
  readonly signs: boolean;
}

/** A neighbour has come; it is sent all that comes, or told of it until it asks. */
export function grow(tree: Tree, peer: PeerId, at: number, isEager = true): TreeChange {
  const draft = new TreeDraft(tree, at);
  if (!draft.neighbours.has(peer)) {
    draft.neighbours = draft.neighbours.set(peer, { ...newNeighbour, isEager });
  }
  tellOfKept(draft, peer);
  return draft.close();
}

/** It has gone. */
export function shed(tree: Tree, peer: PeerId, at: number): TreeChange {
  if (!tree.neighbours.has(peer)) return [tree, []];
  const draft = new TreeDraft(tree, at);
  draft.neighbours = draft.neighbours.delete(peer);
  giveUpOn(draft, peer);
  return draft.close();
}

/** What comes from now on is sent to all neighbours whole. */
export function eagerToAll(tree: Tree): Tree {
  let { neighbours } = tree;
  for (const [peer, neighbour] of neighbours) {
    if (!neighbour.isEager) neighbours = neighbours.set(peer, { ...neighbour, isEager: true });
  }
  return { ...tree, neighbours };
}

/** Own casts, signed, with no hops behind them. */
export function spread(tree: Tree, casts: readonly Cast[], wallMs: number, at: number): TreeChange {
  const draft = new TreeDraft(tree, at);
  acceptCasts(draft, casts, tree.own, wallMs);
  return draft.close();
}

/** All that a neighbour has said in one input. */
export function hear(
  tree: Tree,
  from: PeerId,
  messages: readonly TreeWord[],
  wallMs: number,
  at: number,
): TreeChange {
  if (!tree.neighbours.has(from)) return [tree, []];
  const draft = new TreeDraft(tree, at);
  const casts = messages.filter(isCast);
  const fresh = casts.filter((cast) => isFresh(draft, cast, from, wallMs));
  if (tree.signs) judgeCasts(draft, fresh, from);
  else acceptCasts(draft, fresh, from, wallMs);
  for (const message of messages) {
    if (message.kind === 'have') hearOfCasts(draft, message.casts, from);
    else if (message.kind === 'graft') giveKept(draft, message.casts, from);
    else if (message.kind === 'prune') draft.change(from, { isEager: false });
  }
  return draft.close();
}

/** What was made of a batch that was to be judged, in its order. */
export function judged(
  tree: Tree,
  batch: number,
  sound: readonly boolean[],
  wallMs: number,
  at: number,
): TreeChange {
  const draft = new TreeDraft(tree, at);
  takeJudgement(draft, batch, sound, wallMs);
  return draft.close();
}

export function due(tree: Tree, at: number): TreeChange {
  const draft = new TreeDraft(tree, at);
  draft.kept = forgetOld(draft.kept, at);
  if (draft.untold !== null && draft.untold.due <= at) draft.tellUntold();
  askForLacked(draft);
  return draft.close();
}

export function dueAt({ announced, lacked, untold, kept }: Tree): number | null {
  const first = Math.min(
    announced.peek()?.due ?? Infinity,
    lacked.peek()?.due ?? Infinity,
    untold?.due ?? Infinity,
    oldestDueAt(kept) ?? Infinity,
  );
  return first === Infinity ? null : first;
}

const newNeighbour = {
  isEager: true,
  prunedAt: -1,
  judgementsWholeAt: 0,
  graftsWholeAt: 0,
  announcements: 0,
  announcedCasts: 0,
  isToldOfClock: false,
};

const noCounts: TreeCounts = {
  delivered: 0,
  duplicates: 0,
  forged: 0,
  expired: 0,
  tooEarly: 0,
  stale: 0,
  tooFar: 0,
  tooMany: 0,
  grafts: 0,
  prunes: 0,
  givenUp: 0,
};

function isCast(message: TreeWord): message is Cast {
  return message.kind === 'broadcast' || message.kind === 'presence';
}

/** Whether a cast can be something new; what else there is to be said about it is done. */
function isFresh(draft: TreeDraft, cast: Cast, from: PeerId, wallMs: number): boolean {
  const { envelope, hops } = cast;
  if (hops < 1 || hops > envelope.hopLimit || envelope.hopLimit > limits.hopLimitMax) {
    draft.count('tooFar');
    return false;
  }
  const verdict = verdictOn(draft.origins, envelope, wallMs);
  if (verdict === 'seen') hearAgain(draft, cast, from);
  // What is ours and was not said in this life was said in an earlier one, or by somebody with our key.
  else if (verdict === 'stale' || envelope.origin === draft.own) draft.count('stale');
  else if (verdict === 'new') return true;
  else {
    draft.count(countOf[verdict]);
    if (envelope.origin === from) tellOfClock(draft, from);
  }
  return false;
}

function tellOfClock(draft: TreeDraft, peer: PeerId): void {
  if (draft.neighbours.get(peer)!.isToldOfClock) return;
  draft.change(peer, { isToldOfClock: true });
  draft.ask({ type: 'tree.clock', by: peer });
}
