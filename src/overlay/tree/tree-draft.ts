import { limits } from '../../protocol/limits.ts';
import type { Cast, CastRange } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { tellAtOnce, type Untold } from './untold.ts';
import { Queue } from '../../values/queue.ts';
import type { Table } from '../../values/table.ts';
import type { Origins } from '../origins.ts';
import { inMessages } from './cast-ranges.ts';
import { madeEager, madeLazy } from './eagerness.ts';
import type { CastsUnderWay } from './casts-under-way.ts';
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
  tightUntil: number;
  patienceUs: number;
  untold: Queue<Untold>;
  untoldAt: number | null;
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
    this.tightUntil = tree.tightUntil;
    this.patienceUs = tree.patienceUs;
    this.untold = tree.untold;
    this.untoldAt = tree.untoldAt;
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
      tightUntil: this.tightUntil,
      patienceUs: this.patienceUs,
      untold: this.untold,
      untoldAt: this.untoldAt,
      counts: this.#counts ?? this.#countsBefore,
    };
    return [tree, this.#asked];
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

  /** Whoever is asked for something is asked to send what that origin begins from now on, too. */
  graft(to: PeerId, ranges: readonly CastRange[]): void {
    for (const { origin } of ranges) this.makeEager(to, origin);
    const say = this.#sayTo(to);
    say.grafts.push(...ranges);
    for (const { origin } of ranges) say.pruned.delete(origin);
    this.count('grafts');
  }

  prune(to: PeerId, origin: PeerId): void {
    const say = this.#sayTo(to);
    if (say.pruned.has(origin) || say.grafts.some((range) => range.origin === origin)) return;
    say.pruned.add(origin);
    this.makeLazy(to, origin);
    this.count('prunes');
  }

  makeLazy(peer: PeerId, origin: PeerId): void {
    this.origins = madeLazy(this, peer, origin, this.at);
  }

  makeEager(peer: PeerId, origin: PeerId): void {
    const origins = madeEager(this, peer, origin);
    if (origins === this.origins) return;
    this.origins = origins;
    tellAtOnce(this, peer, origin);
  }

  forgetUntold(): void {
    this.untold = Queue.empty();
    this.untoldAt = null;
  }

  #sayTo(peer: PeerId): Say {
    let say = this.#says.get(peer);
    if (say === undefined) {
      say = { casts: [], haves: [], grafts: [], pruned: new Set() };
      this.#says.set(peer, say);
    }
    return say;
  }
}

type Counting = { -readonly [F in keyof TreeCounts]: TreeCounts[F] };

interface Say {
  casts: readonly Cast[];
  haves: readonly TreeWord[];
  readonly grafts: CastRange[];
  readonly pruned: Set<PeerId>;
}

/** Casts come first; whoever is given nothing else shares the list with the others. */
function worded({ casts, haves, grafts, pruned }: Say): readonly TreeWord[] {
  const asks = [...inMessages('graft', grafts), ...prunesOf([...pruned])];
  if (asks.length === 0 && haves.length === 0) return casts;
  if (asks.length === 0 && casts.length === 0) return haves;
  return [...casts, ...haves, ...asks];
}

function prunesOf(origins: readonly PeerId[]): readonly TreeWord[] {
  const messages: TreeWord[] = [];
  for (let start = 0; start < origins.length; start += limits.castRangesMax) {
    messages.push({ kind: 'prune', origins: origins.slice(start, start + limits.castRangesMax) });
  }
  return messages;
}
