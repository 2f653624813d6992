import type { Tree, TreeAsked, TreeChange, TreeWord } from '../../src/overlay/tree/tree-state.ts';
import { due, dueAt, grow, hear, newTree } from '../../src/overlay/tree/tree.ts';
import type { Broadcast, CastRange } from '../../src/protocol/messages.ts';
import { broadcastOf, idOf, WALL_MS } from './pure-trees.ts';
import type { BroadcastPlan } from './pure-trees.ts';

export const own = idOf(0);
export const [ann, bob, cat] = [1, 2, 3].map(idOf) as [string, string, string];
/** An origin that is no neighbour. */
export const zoe = idOf(9);

/** What has become of a tree, and all that it asked in the last call. */
export class OneTree {
  tree: Tree;
  asked: readonly TreeAsked[] = [];
  at = 0;

  constructor(neighbours: readonly string[], { signs = false } = {}) {
    this.tree = newTree({ own, seed: 1, signs });
    for (const peer of neighbours) this.take(grow(this.tree, peer, 0));
  }

  take([tree, asked]: TreeChange): this {
    this.tree = tree;
    this.asked = asked;
    return this;
  }

  hear(from: string, ...messages: readonly TreeWord[]): this {
    return this.take(hear(this.tree, from, messages, this.wallMs, this.at));
  }

  /** Goes on to the next time at which something is due. */
  wait(): this {
    this.at = dueAt(this.tree)!;
    return this.take(due(this.tree, this.at));
  }

  get wallMs(): number {
    return WALL_MS + this.at / 1_000;
  }

  /** Who was told what. */
  get said(): Record<string, readonly TreeWord[]> {
    return Object.fromEntries(
      this.asked.flatMap((each) => (each.type === 'tree.say' ? [[each.to, each.messages]] : [])),
    );
  }

  get delivered(): readonly number[] {
    return this.asked.flatMap((each) =>
      each.type === 'tree.deliver' ? each.casts.map(({ envelope }) => envelope.sequence) : [],
    );
  }

  isEager(peer: string): boolean {
    return this.tree.neighbours.get(peer)!.isEager;
  }
}

export function cast(sequence: number, plan: Partial<BroadcastPlan> = {}): Broadcast {
  return broadcastOf({ origin: zoe, sequence, hops: 1, ...plan });
}

export function range(first: number, last = first, plan: Partial<CastRange> = {}): CastRange {
  return { origin: zoe, instance: { boot: 1, nonce: 7 }, first, last, hops: 2, ...plan };
}

export function have(...casts: readonly CastRange[]): TreeWord {
  return { kind: 'have', casts };
}

export function graft(...casts: readonly CastRange[]): TreeWord {
  return { kind: 'graft', casts };
}

export const prune: TreeWord = { kind: 'prune' };
