import { Body } from '../protocol/body.ts';
import type { Text } from '../protocol/messages.ts';
import { avalanche, hashText } from './hash-text.ts';

/** Where a collection keeps its running digest. */
export const DIGEST: unique symbol = Symbol('digest');

export interface Digested {
  readonly [DIGEST]: number;
}

/** Something big that changes a little at a time, and says by a number that goes along what is in it. */
export interface Marked {
  readonly kind: 'marked';
  readonly mark: number;
}

/**
 * A structural mix of a plain value into 32 bits, unsigned: values that are equal always agree,
 * others hardly ever do. It finds differences; it proves nothing against somebody who seeks a match.
 *
 * - Every kind has a salt, so 1, '1', true and [1] differ. A number is mixed as its 32-bit integer
 *   or else as its IEEE bits.
 * - Lists are mixed in order. Objects are a sum over their fields: the order in which code wrote
 *   the fields is no part of what they say.
 * - A text is mixed by its sequence and the length of its body.
 * - A body counts by its length alone, so that a trace without bodies verifies like one with them.
 * - Tables and queues bring the digest that they keep as they go, and what is marked counts by its mark alone.
 * - All else is our own fault and throws a TypeError that names the place: a Set, a Map, a class or
 *   -0 would come back from a tape as something else.
 */
export function digest(value: unknown): number {
  return mixed(value) >>> 0;
}

/** Puts the step that led to a value before the place of a fault that was found inside it. */
export function faultWithin(step: string, fault: unknown): unknown {
  return fault instanceof NotPlain ? new NotPlain(step + fault.place, fault.what) : fault;
}

/** One part of a longer mix; order matters. */
export function combine(hash: number, part: number): number {
  const turned = hash ^ Math.imul(part, 0xcc9e2d51);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

const salts = {
  undefined: 0x1b873593,
  null: 0x2545f491,
  true: 0x38495ab5,
  false: 0x4cf5ad43,
  integer: 0x52dce729,
  float: 0x6c62272e,
  text: 0x7feb352d,
  list: 0x846ca68b,
  object: 0x9e3779b1,
  bytes: 0xa136aaad,
  body: 0xb5297a4d,
  kept: 0xc761c23c,
  mark: 0xd6e8feb9,
} as const;

class NotPlain extends TypeError {
  readonly place: string;
  readonly what: string;

  constructor(place: string, what: string) {
    super(`${what} is no plain value${place === '' ? '' : `, at ${place}`}`);
    this.place = place;
    this.what = what;
  }
}

function mixed(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return mixedNumber(value);
    case 'string':
      return hashText(value, salts.text);
    case 'boolean':
      return avalanche(value ? salts.true : salts.false);
    case 'undefined':
      return avalanche(salts.undefined);
    case 'object':
      return value === null ? avalanche(salts.null) : mixedObject(value);
    default:
      throw new NotPlain('', `a ${typeof value}`);
  }
}

const float = new DataView(new ArrayBuffer(8));

function mixedNumber(value: number): number {
  if ((value | 0) === value) {
    if (value === 0 && 1 / value < 0) throw new NotPlain('', '-0');
    return avalanche(value ^ salts.integer);
  }
  if (!Number.isFinite(value)) throw new NotPlain('', String(value));
  float.setFloat64(0, value);
  return avalanche(combine(combine(salts.float, float.getInt32(0)), float.getInt32(4)));
}

function mixedObject(value: object): number {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) {
    if (isText(value)) return mixedText(value);
    return isMarked(value) ? avalanche(combine(salts.mark, value.mark)) : mixedFields(value);
  }
  if (Array.isArray(value)) return mixedList(value);
  if (value instanceof Body) return avalanche(combine(salts.body, value.length));
  if (value instanceof Uint8Array) return mixedBytes(value);
  if (DIGEST in value) return avalanche(combine(salts.kept, (value as Digested)[DIGEST]));
  if (prototype === null) return mixedFields(value);
  throw new NotPlain('', `a ${value.constructor.name}`);
}

/** Most of what a busy node says and hears is texts, and no other value has these fields. */
function isText(value: object): value is Text {
  return (value as Partial<Text>).kind === 'text' && (value as Partial<Text>).body instanceof Body;
}

function isMarked(value: object): value is Marked {
  return (value as Partial<Marked>).kind === 'marked';
}

function mixedText({ sequence, body }: Text): number {
  return avalanche(combine(combine(salts.text, mixedNumber(sequence)), body.length));
}

function mixedFields(value: object): number {
  const fields = value as Readonly<Record<string, unknown>>;
  let sum = salts.object as number;
  let field = '';
  try {
    for (field in fields) {
      sum = (sum + avalanche(combine(hashText(field, salts.object), mixed(fields[field])))) | 0;
    }
  } catch (fault) {
    throw faultWithin(`.${field}`, fault);
  }
  return avalanche(sum);
}

function mixedList(list: readonly unknown[]): number {
  let hash = salts.list ^ list.length;
  let index = 0;
  try {
    for (; index < list.length; index += 1) hash = combine(hash, mixed(list[index]));
  } catch (fault) {
    throw faultWithin(`[${index}]`, fault);
  }
  return avalanche(hash);
}

function mixedBytes(bytes: Uint8Array): number {
  const { length } = bytes;
  let hash = salts.bytes ^ length;
  let word = 0;
  for (let index = 0; index < length; index += 1) {
    word = (word << 8) | (bytes[index] as number);
    if ((index & 3) === 3) hash = combine(hash, word);
  }
  if ((length & 3) !== 0) hash = combine(hash, word & ~(-1 << ((length & 3) * 8)));
  return avalanche(hash);
}
