import { digest, DIGEST } from './digest.ts';
import type { Digested } from './digest.ts';
import { avalanche, hashText } from './hash-text.ts';
import { emptyTrie, find, Leaf, leavesOf, put, sumOf, take } from './trie.ts';
import type { Branch, Owner } from './trie.ts';

export interface TableOptions<V> {
  /** How many entries there can be. */
  readonly limit: number;
  /** Peers choose keys: a seed they cannot know keeps them from choosing where these fall. */
  readonly seed?: number;
  /** For values that are not plain; `() => 0` leaves them out of the digest. */
  readonly digestValue?: (value: V) => number;
  /** Which bits of a hash count: with few of them keys collide, which tests want to see. */
  readonly hashMask?: number;
}

/**
 * A map with text keys, as a value: an older table never sees what became of it later.
 *
 * Entries come in the order of their hashes and then their keys, so the order, like the digest,
 * depends on what is in the table and never on how it came there.
 */
export class Table<V> implements Iterable<readonly [string, V]>, Digested {
  readonly #traits: Traits<V>;
  readonly #root: Branch<V>;
  readonly size: number;

  private constructor(traits: Traits<V>, root: Branch<V>, size: number) {
    this.#traits = traits;
    this.#root = root;
    this.size = size;
  }

  static empty<V>(options: TableOptions<V>): Table<V> {
    return new Table(traitsOf(options), emptyTrie<V>(), 0);
  }

  get limit(): number {
    return this.#traits.limit;
  }

  get seed(): number {
    return this.#traits.seed;
  }

  get isFull(): boolean {
    return this.size >= this.#traits.limit;
  }

  get(key: string): V | undefined {
    return find(this.#root, hashOf(this.#traits, key), key)?.value;
  }

  has(key: string): boolean {
    return find(this.#root, hashOf(this.#traits, key), key) !== null;
  }

  /** A new key in a full table is our own fault: whoever lets entries in asks `isFull` first. */
  set(key: string, value: V): Table<V> {
    const hash = hashOf(this.#traits, key);
    const found = find(this.#root, hash, key);
    if (found !== null && Object.is(found.value, value)) return this;
    const size = found === null ? grown(this.size, this.#traits) : this.size;
    return new Table(this.#traits, put(this.#root, new Leaf(hash, key, value), null), size);
  }

  delete(key: string): Table<V> {
    const hash = hashOf(this.#traits, key);
    if (find(this.#root, hash, key) === null) return this;
    return new Table(this.#traits, take(this.#root, hash, key, null), this.size - 1);
  }

  /** Many changes at once, for the price of one copy; the draft is of no use afterwards. */
  edit(change: (draft: Draft<V>) => void): Table<V> {
    const draft = new TrieDraft(this.#traits, this.#root, this.size);
    try {
      change(draft);
    } finally {
      draft.close();
    }
    return draft.root === this.#root ? this : new Table(this.#traits, draft.root, draft.size);
  }

  *entries(): IterableIterator<readonly [string, V]> {
    for (const { key, value } of leavesOf(this.#root)) yield [key, value];
  }

  *keys(): IterableIterator<string> {
    for (const { key } of leavesOf(this.#root)) yield key;
  }

  *values(): IterableIterator<V> {
    for (const { value } of leavesOf(this.#root)) yield value;
  }

  [Symbol.iterator](): IterableIterator<readonly [string, V]> {
    return this.entries();
  }

  /** Only what changed since somebody last asked is digested anew. */
  get [DIGEST](): number {
    return avalanche(sumOf(this.#root, this.#traits.digestValue) ^ this.size) >>> 0;
  }
}

/** A table under change, as `edit` lends it. */
export interface Draft<V> {
  readonly size: number;
  readonly isFull: boolean;
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): void;
  delete(key: string): void;
}

class TrieDraft<V> implements Draft<V> {
  root: Branch<V>;
  size: number;
  readonly #traits: Traits<V>;
  #owner: Owner = {};

  constructor(traits: Traits<V>, root: Branch<V>, size: number) {
    this.#traits = traits;
    this.root = root;
    this.size = size;
  }

  get isFull(): boolean {
    return this.size >= this.#traits.limit;
  }

  get(key: string): V | undefined {
    return find(this.root, hashOf(this.#traits, key), key)?.value;
  }

  has(key: string): boolean {
    return find(this.root, hashOf(this.#traits, key), key) !== null;
  }

  set(key: string, value: V): void {
    const owner = this.#stillOpen();
    const hash = hashOf(this.#traits, key);
    const found = find(this.root, hash, key);
    if (found !== null && Object.is(found.value, value)) return;
    if (found === null) this.size = grown(this.size, this.#traits);
    this.root = put(this.root, new Leaf(hash, key, value), owner);
  }

  delete(key: string): void {
    const owner = this.#stillOpen();
    const hash = hashOf(this.#traits, key);
    if (find(this.root, hash, key) === null) return;
    this.root = take(this.root, hash, key, owner);
    this.size -= 1;
  }

  close(): void {
    this.#owner = null;
  }

  #stillOpen(): Owner {
    if (this.#owner === null) throw new TypeError('a draft ends with the edit that lent it');
    return this.#owner;
  }
}

/** What all versions of a table have in common. */
interface Traits<V> {
  readonly limit: number;
  readonly seed: number;
  readonly hashMask: number;
  readonly digestValue: (value: V) => number;
  /** A read is mostly followed by a write of the same key: its hash is remembered. */
  lastKey: string;
  lastHash: number;
}

function traitsOf<V>({
  limit,
  seed = 0,
  digestValue = digest,
  hashMask = -1,
}: TableOptions<V>): Traits<V> {
  const lastHash = hashText('', seed) & hashMask;
  return { limit, seed, hashMask, digestValue, lastKey: '', lastHash };
}

function hashOf<V>(traits: Traits<V>, key: string): number {
  if (key !== traits.lastKey) {
    const hash = hashText(key, traits.seed) & traits.hashMask;
    traits.lastKey = key;
    traits.lastHash = hash;
  }
  return traits.lastHash;
}

function grown<V>(size: number, { limit }: Traits<V>): number {
  if (size >= limit) throw new RangeError(`a table of ${limit} entries is full`);
  return size + 1;
}
