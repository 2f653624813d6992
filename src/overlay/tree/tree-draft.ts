import { limits } from '../../protocol/limits.ts';
import type { Cast, CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Queue } from '../../values/queue.ts';
import type { Table } from '../../values/table.ts';
import type { Origins } from '../origins.ts';
import { inMessages } from './cast-ranges.ts';
import type { CastsUnderWay } from './casts-under-way.ts';
import type { Guide } from './guide.ts';
import type { KeptCasts } from './kept-casts.ts';
import type {
  Announcement,
  Tree,
  TreeAsked,
  TreeChange,
  TreeCounts,
  TreeNeighbour,
  TreeWord,
} from './tree-state.ts';
import { untoldTo, withUntold } from './untold.ts';
import type { Untold } from './untold.ts';

/**
 * A tree while one call changes it, and what is asked meanwhile. What is to be said is gathered for each
 * neighbour, and neighbours that are told the same share one list of it.
 */
export class TreeDraft {
  readonly own: PeerId;
  readonly signs: boolean;
  readonly at: number;
  neighbours: Table<TreeNeighbour>;
  origins: Origins;
  kept: KeptCasts;
  underWay: CastsUnderWay;
  announced: Queue<Announcement>;
  lacked: Queue<Announcement>;
  untold: Untold | null;
  guide: Guide | null;
  tightUntil: number;
  readonly #countsBefore: TreeCounts;
  #counts: Counting | null = null;
  readonly #asked: TreeAsked[] = [];
  readonly #says = new Map<PeerId, Say>();

  constructor(tree: Tree, at: number) {
    this.own = tree.own;
    this.signs = tree.signs;
    this.at = at;
    this.neighbours = tree.neighbours;
    this.origins = tree.origins;
    this.kept = tree.kept;
    this.underWay = tree.underWay;
    this.announced = tree.announced;
    this.lacked = tree.lacked;
    this.untold = tree.untold;
    this.guide = tree.guide;
    this.tightUntil = tree.tightUntil;
    this.#countsBefore = tree.counts;
  }

  close(): TreeChange {
    for (const [to, say] of this.#says) this.ask({ type: 'tree.say', to, messages: worded(say) });
    const tree = {
      own: this.own,
      signs: this.signs,
      neighbours: this.neighbours,
      origins: this.origins,
      kept: this.kept,
      underWay: this.underWay,
      announced: this.announced,
      lacked: this.lacked,
      untold: this.untold,
      guide: this.guide,
      tightUntil: this.tightUntil,
      counts: this.#counts ?? this.#countsBefore,
    };
    return [tree, this.#asked];
  }

  /** How many casts have come to this node so far. */
  get delivered(): number {
    return (this.#counts ?? this.#countsBefore).delivered;
  }

  ask(asked: TreeAsked): void {
    this.#asked.push(asked);
  }

  count(what: keyof TreeCounts, times = 1): void {
    if (times === 0) return;
    this.#counts ??= { ...this.#countsBefore };
    this.#counts[what] += times;
  }

  /** Nothing, of who is gone. */
  change(peer: PeerId, change: Partial<TreeNeighbour>): void {
    const neighbour = this.neighbours.get(peer);
    if (neighbour === undefined) return;
    this.neighbours = this.neighbours.set(peer, { ...neighbour, ...change });
  }

  give(to: PeerId, casts: readonly Cast[]): void {
    const say = this.#sayTo(to);
    say.casts = say.casts.length === 0 ? casts : [...say.casts, ...casts];
  }

  tell(to: PeerId, haves: readonly TreeWord[]): void {
    const say = this.#sayTo(to);
    say.haves = say.haves.length === 0 ? haves : [...say.haves, ...haves];
  }

  /** Whoever is lazy is told of it soon, and of what else comes by then. */
  tellSoon(ranges: readonly CastRange[], from: PeerId): void {
    this.untold = withUntold(this.untold, ranges, from, this.at);
    if (this.untold.ranges.length > limits.untoldRangesMax) this.tellUntold();
  }

  tellUntold(): void {
    if (this.untold === null) return;
    for (const [peer, { isEager }] of this.neighbours) if (!isEager) this.#tellUntoldTo(peer);
    this.untold = null;
  }

  /** From now on it is sent what comes; of what came before, nobody will tell it later. */
  makeEager(peer: PeerId): void {
    if (this.neighbours.get(peer)?.isEager !== false) return;
    this.#tellUntoldTo(peer);
    this.change(peer, { isEager: true });
  }

  /** Whoever is asked for something is asked to send from now on, too. */
  graft(to: PeerId, ranges: readonly CastRange[]): void {
    this.makeEager(to);
    const say = this.#sayTo(to);
    say.grafts = [...(say.grafts ?? []), ...ranges];
    this.count('grafts');
  }

  prune(to: PeerId): void {
    const say = this.#sayTo(to);
    if (say.isPruned || say.grafts !== null) return;
    say.isPruned = true;
    this.change(to, { isEager: false, prunedAt: this.at });
    this.count('prunes');
  }

  #tellUntoldTo(peer: PeerId): void {
    const ranges = this.untold === null ? [] : untoldTo(this.untold, peer);
    if (ranges.length > 0) this.tell(peer, inMessages('have', ranges));
  }

  #sayTo(peer: PeerId): Say {
    let say = this.#says.get(peer);
    if (say === undefined) {
      say = { casts: [], haves: [], grafts: null, isPruned: false };
      this.#says.set(peer, say);
    }
    return say;
  }
}

type Counting = { -readonly [F in keyof TreeCounts]: TreeCounts[F] };

interface Say {
  casts: readonly Cast[];
  haves: readonly TreeWord[];
  grafts: readonly CastRange[] | null;
  isPruned: boolean;
}

/** Casts come first; whoever is given nothing else shares the list with the others. */
function worded({ casts, haves, grafts, isPruned }: Say): readonly TreeWord[] {
  const asks = grafts !== null ? graftsOf(grafts) : isPruned ? [prune] : [];
  if (asks.length === 0 && haves.length === 0) return casts;
  if (asks.length === 0 && casts.length === 0) return haves;
  return [...casts, ...haves, ...asks];
}

const prune: TreeWord = { kind: 'prune' };

/** One that asks for nothing still asks for what will follow. */
function graftsOf(ranges: readonly CastRange[]): readonly TreeWord[] {
  return ranges.length === 0 ? [{ kind: 'graft', casts: [] }] : inMessages('graft', ranges);
}
