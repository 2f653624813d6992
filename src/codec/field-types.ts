import { PEER_ID_LENGTH, PEER_ID_PATTERN } from '../protocol/peer-id.ts';
import type { Instance, PeerId } from '../protocol/peer-id.ts';
import type { Item } from './read-header.ts';
import type { WireWriter } from './wire-writer.ts';

/** What a field of a message may hold, and how it stands in a header. */
export interface FieldType<T> {
  /** For people. */
  readonly words: string;
  /** The most it takes in a header. */
  readonly bytesMax: number;
  /** The value of a header's item, copied out of it; undefined if it is not of this type. */
  take(item: Item | undefined): T | undefined;
  /** False if the value is out of its limits. */
  put(out: WireWriter, value: T): boolean;
}

export const uint: FieldType<number> = {
  words: 'uint',
  bytesMax: 9,
  take: (item) => (isUint(item) ? item : undefined),
  put(out, value) {
    if (!isUint(value)) return false;
    out.uint(value);
    return true;
  },
};

export function text(bytesMax: number): FieldType<string> {
  return {
    words: `text of at most ${bytesMax} bytes`,
    bytesMax: 3 + bytesMax,
    take: (item) => (typeof item === 'string' && utf8(item).length <= bytesMax ? item : undefined),
    put(out, value) {
      if (LONE_SURROGATE.test(value)) throw new TypeError('a text with half a character in it');
      const bytes = utf8(value);
      if (bytes.length > bytesMax) return false;
      out.text(bytes);
      return true;
    },
  };
}

export function bytes(length: number): FieldType<Uint8Array> {
  return { ...bytesFrom(length, length), words: `${length} bytes` };
}

export function bytesUpTo(max: number): FieldType<Uint8Array> {
  return { ...bytesFrom(0, max), words: `at most ${max} bytes` };
}

function bytesFrom(min: number, max: number): Omit<FieldType<Uint8Array>, 'words'> {
  const fits = ({ length }: Uint8Array): boolean => length >= min && length <= max;
  return {
    bytesMax: 3 + max,
    // Not `slice`, which on the byte arrays of a socket is a view.
    take: (item) => (item instanceof Uint8Array && fits(item) ? new Uint8Array(item) : undefined),
    put(out, value) {
      if (!fits(value)) return false;
      out.binary(value);
      return true;
    },
  };
}

export function list<T>(type: FieldType<T>, countMax: number): FieldType<readonly T[]> {
  return {
    words: `array of at most ${countMax}, each ${type.words}`,
    bytesMax: 3 + countMax * type.bytesMax,
    take(item) {
      if (!Array.isArray(item) || item.length > countMax) return undefined;
      const values = item.map((each) => type.take(each));
      return values.includes(undefined) ? undefined : (values as T[]);
    },
    put(out, values) {
      if (values.length > countMax) return false;
      out.array(values.length);
      return values.every((value) => type.put(out, value));
    },
  };
}

export const peerId: FieldType<PeerId> = {
  words: `text of ${PEER_ID_LENGTH} characters, a to z and 2 to 7`,
  bytesMax: 2 + PEER_ID_LENGTH,
  take: (item) => (isPeerId(item) ? item : undefined),
  put(out, value) {
    if (!isPeerId(value)) return false;
    out.text(utf8(value));
    return true;
  },
};

/** Nothing is said by an empty text. */
export function orEmpty(type: FieldType<string>): FieldType<string> {
  return {
    words: `${type.words}, or empty`,
    bytesMax: type.bytesMax,
    take: (item) => (item === '' ? '' : type.take(item)),
    put(out, value) {
      if (value !== '') return type.put(out, value);
      out.text(NOTHING);
      return true;
    },
  };
}

export const instance: FieldType<Instance> = {
  words: 'array of two: boot, uint; nonce, uint',
  bytesMax: 1 + 2 * uint.bytesMax,
  take(item) {
    if (!Array.isArray(item) || item.length !== 2) return undefined;
    const [boot, nonce] = item;
    return isUint(boot) && isUint(nonce) ? { boot, nonce } : undefined;
  },
  put(out, { boot, nonce }) {
    out.array(2);
    return uint.put(out, boot) && uint.put(out, nonce);
  },
};

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);
const LONE_SURROGATE = /\p{Surrogate}/u;

function utf8(value: string): Uint8Array {
  return encoder.encode(value);
}

function isUint(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPeerId(value: unknown): value is PeerId {
  return typeof value === 'string' && PEER_ID_PATTERN.test(value);
}
