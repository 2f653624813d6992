import { combine, faultWithin } from './digest.ts';
import { avalanche } from './hash-text.ts';

/**
 * A hash array mapped trie: 32 ways a level, five bits of the hash at a time, highest bits first. A
 * branch holds only the slots that are taken, a bitmap says which those are.
 *
 * The shape depends on the entries alone and never on how they came: a leaf stands as high as it can,
 * leaves of one hash form a chain in the order of their keys, and a branch below the root that is
 * left with one leaf gives way to it. Read from the first slot to the last, a trie is in the order of
 * hash and then key.
 *
 * A write copies the path from the root to the leaf. Branches that carry the `owner` of a batch were
 * made by it, nobody else can see them, and it changes them where they are. Sums start as 0, unknown,
 * and are filled in when somebody asks, which no batch does; that changes no answer.
 */
export class Branch<V> {
  bitmap: number;
  readonly slots: Slot<V>[];
  readonly owner: Owner;
  sum = 0;

  constructor(bitmap: number, slots: Slot<V>[], owner: Owner) {
    this.bitmap = bitmap;
    this.slots = slots;
    this.owner = owner;
  }
}

export class Leaf<V> {
  readonly hash: number;
  readonly key: string;
  readonly value: V;
  /** The next key of the same hash. */
  readonly next: Leaf<V> | null;
  /** Of this leaf and those behind it. */
  sum = 0;

  constructor(hash: number, key: string, value: V, next: Leaf<V> | null = null) {
    this.hash = hash;
    this.key = key;
    this.value = value;
    this.next = next;
  }
}

/** A batch of changes, by identity; null owns nothing. */
export type Owner = object | null;
type Slot<V> = Branch<V> | Leaf<V>;

export function emptyTrie<V>(): Branch<V> {
  return new Branch<V>(0, [], null);
}

export function find<V>(root: Branch<V>, hash: number, key: string): Leaf<V> | null {
  let branch = root;
  for (let level = 0; ; level += 5) {
    const way = wayOf(hash, level);
    if (((branch.bitmap >>> way) & 1) === 0) return null;
    const slot = branch.slots[placeOf(branch.bitmap, way)]!;
    if (slot instanceof Branch) {
      branch = slot;
      continue;
    }
    let leaf: Leaf<V> | null = slot;
    while (leaf !== null && leaf.key !== key) leaf = leaf.next;
    return leaf;
  }
}

/** Adds the leaf, or puts it in the place of the one with its key. */
export function put<V>(branch: Branch<V>, leaf: Leaf<V>, owner: Owner, level = 0): Branch<V> {
  const way = wayOf(leaf.hash, level);
  const place = placeOf(branch.bitmap, way);
  if (((branch.bitmap >>> way) & 1) === 0) return inserted(branch, way, place, leaf, owner);
  const slot = branch.slots[place]!;
  if (slot instanceof Branch) {
    return replaced(branch, place, put(slot, leaf, owner, level + 5), owner);
  }
  const merged =
    slot.hash === leaf.hash ? linked(slot, leaf) : parted(slot, leaf, owner, level + 5);
  return replaced(branch, place, merged, owner);
}

/** Takes out a key that is there. */
export function take<V>(root: Branch<V>, hash: number, key: string, owner: Owner): Branch<V> {
  const left = taken(root, hash, key, owner, 0);
  if (left instanceof Branch) return left;
  return new Branch<V>(1 << wayOf(left.hash, 0), [left], owner);
}

export function* leavesOf<V>(branch: Branch<V>): IterableIterator<Leaf<V>> {
  for (const slot of branch.slots) {
    if (slot instanceof Branch) yield* leavesOf(slot);
    else for (let leaf: Leaf<V> | null = slot; leaf !== null; leaf = leaf.next) yield leaf;
  }
}

/** The sum over all leaves, so that it, too, depends on the entries alone. */
export function sumOf<V>(slot: Slot<V>, digestValue: (value: V) => number): number {
  if (slot.sum !== 0) return slot.sum;
  let sum = 0;
  if (slot instanceof Branch) {
    // What did not change is only read, and most did not.
    for (const part of slot.slots) sum = (sum + (part.sum || sumOf(part, digestValue))) | 0;
  } else {
    sum = mixOf(slot, digestValue);
    if (slot.next !== null) sum = (sum + sumOf(slot.next, digestValue)) | 0;
  }
  slot.sum = sum;
  return sum;
}

function mixOf<V>({ hash, key, value }: Leaf<V>, digestValue: (value: V) => number): number {
  try {
    return avalanche(combine(hash, digestValue(value)));
  } catch (fault) {
    throw faultWithin(`[${JSON.stringify(key)}]`, fault);
  }
}

/** Only two bits are left below the seventh level; they come out in order as well. */
function wayOf(hash: number, level: number): number {
  return (hash << level) >>> 27;
}

/** How many slots before this way are taken. */
function placeOf(bitmap: number, way: number): number {
  let bits = bitmap & ~(-1 << way);
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function inserted<V>(
  branch: Branch<V>,
  way: number,
  place: number,
  leaf: Leaf<V>,
  owner: Owner,
): Branch<V> {
  const own = owned(branch, owner);
  own.slots.splice(place, 0, leaf);
  own.bitmap |= 1 << way;
  return own;
}

function replaced<V>(branch: Branch<V>, place: number, slot: Slot<V>, owner: Owner): Branch<V> {
  const own = owned(branch, owner);
  own.slots[place] = slot;
  return own;
}

/** A branch that may be changed: a copy, unless the batch has made it itself. */
function owned<V>(branch: Branch<V>, owner: Owner): Branch<V> {
  if (owner !== null && branch.owner === owner) return branch;
  return new Branch(branch.bitmap, branch.slots.slice(), owner);
}

/** Two leaves of different hashes, below the last level where these agree. */
function parted<V>(one: Leaf<V>, other: Leaf<V>, owner: Owner, level: number): Branch<V> {
  const way = wayOf(one.hash, level);
  const otherWay = wayOf(other.hash, level);
  if (way === otherWay) {
    return new Branch<V>(1 << way, [parted(one, other, owner, level + 5)], owner);
  }
  const slots = way < otherWay ? [one, other] : [other, one];
  return new Branch<V>((1 << way) | (1 << otherWay), slots, owner);
}

function taken<V>(
  branch: Branch<V>,
  hash: number,
  key: string,
  owner: Owner,
  level: number,
): Slot<V> {
  const way = wayOf(hash, level);
  const place = placeOf(branch.bitmap, way);
  const slot = branch.slots[place]!;
  const left =
    slot instanceof Branch ? taken(slot, hash, key, owner, level + 5) : unlinked(slot, key);
  if (left !== null) {
    if (left instanceof Leaf && branch.slots.length === 1) return left;
    return replaced(branch, place, left, owner);
  }
  if (branch.slots.length === 2) {
    const other = branch.slots[1 - place]!;
    if (other instanceof Leaf) return other;
  }
  const own = owned(branch, owner);
  own.slots.splice(place, 1);
  own.bitmap &= ~(1 << way);
  return own;
}

function linked<V>(chain: Leaf<V> | null, leaf: Leaf<V>): Leaf<V> {
  if (chain === null || leaf.key < chain.key) return followed(leaf, chain);
  if (leaf.key === chain.key) return followed(leaf, chain.next);
  return followed(chain, linked(chain.next, leaf));
}

function unlinked<V>(chain: Leaf<V> | null, key: string): Leaf<V> | null {
  if (chain === null || chain.key === key) return chain === null ? null : chain.next;
  return followed(chain, unlinked(chain.next, key));
}

function followed<V>(leaf: Leaf<V>, next: Leaf<V> | null): Leaf<V> {
  return leaf.next === next ? leaf : new Leaf(leaf.hash, leaf.key, leaf.value, next);
}
