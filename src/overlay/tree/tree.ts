import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Tree, TreeChange, TreeWord } from './tree-state.ts';

export interface TreeSettings {
  readonly own: PeerId;
  readonly seed: number;
  /** Without, casts count as they come, and nothing is asked to be judged. */
  readonly signs: boolean;
}

export declare function newTree(settings: TreeSettings): Tree;

/** A neighbour has come: it is sent what comes from now on, and told of what is kept. */
export declare function grow(tree: Tree, peer: PeerId, at: number): TreeChange;

/** It has gone. */
export declare function shed(tree: Tree, peer: PeerId, at: number): TreeChange;

/** Own, signed casts, with 0 hops. `wallMs` is what the wall has at `at`, in epoch milliseconds. */
export declare function spread(
  tree: Tree,
  casts: readonly Cast[],
  wallMs: number,
  at: number,
): TreeChange;

/** All that a neighbour said in one input. */
export declare function hear(
  tree: Tree,
  from: PeerId,
  messages: readonly TreeWord[],
  wallMs: number,
  at: number,
): TreeChange;

export declare function judged(
  tree: Tree,
  batch: number,
  sound: readonly boolean[],
  wallMs: number,
  at: number,
): TreeChange;

export declare function due(tree: Tree, at: number): TreeChange;

export declare function dueAt(tree: Tree): number | null;
