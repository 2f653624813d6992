import { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';
import { Queue } from './queue.ts';
import { Table } from './table.ts';

/**
 * A context as nested arrays that any msgpack library keeps exactly: what is not plain is refused
 * here, because packing would change it silently. Scalars and bytes stand for themselves, everything
 * else is a list that begins with what it is.
 */
export type PlainValue = null | boolean | number | string | Uint8Array | readonly PlainValue[];

const OBJECT = 0;
const LIST = 1;
const BODY = 2;
const TABLE = 3;
const QUEUE = 4;

/** Bodies become their length unless they are to be kept: all, none, or those that are chosen. */
export function toPlain(
  value: unknown,
  kept: boolean | KeptBodies,
  path = '',
  holder: unknown = null,
): PlainValue {
  if (isScalar(value)) return value;
  if (value instanceof Uint8Array) return value;
  if (value instanceof Body) {
    const isKept = typeof kept === 'boolean' ? kept : kept.ofValue(value, holder);
    return [BODY, isKept ? bytesOf(value) : value.length];
  }
  const inner = (item: unknown, key: string | number): PlainValue =>
    toPlain(item, kept, `${path}.${key}`, value);
  if (Array.isArray(value)) return [LIST, ...value.map(inner)];
  if (value instanceof Queue) return [QUEUE, ...[...value].map(inner)];
  if (value instanceof Table) {
    const entries = [...(value as Table<unknown>)].flatMap(([key, item]) => [
      key,
      inner(item, key),
    ]);
    return [TABLE, value.limit, value.seed, ...entries];
  }
  if (isPlainObject(value)) {
    return [OBJECT, ...Object.entries(value).flatMap(([key, item]) => [key, inner(item, key)])];
  }
  throw new TypeError(`a checkpoint cannot hold ${describe(value)} at ${path || 'its root'}`);
}

export interface KeptBodies {
  /** Whatever has a body is asked about with it. */
  ofValue(body: Body, holder: unknown): boolean;
  /** Of a frame that is not whole yet, by as much of its header as there is. */
  ofFrame(header: Uint8Array, bodyLength: number): boolean;
}

/** Bodies that were left out come back as so many zeros. Throws a TypeError for anything `toPlain` does not give. */
export function fromPlain(plain: unknown): unknown {
  if (isScalar(plain) || plain instanceof Uint8Array) return plain;
  if (!Array.isArray(plain)) throw new TypeError('not a value of a checkpoint');
  const [kind, ...rest] = plain as unknown[];
  switch (kind) {
    case OBJECT:
      return Object.fromEntries(pairs(rest));
    case LIST:
      return rest.map(fromPlain);
    case BODY:
      return bodyFrom(rest[0]);
    case TABLE:
      return tableFrom(rest);
    case QUEUE:
      return rest.reduce<Queue<unknown>>(
        (queue, item) => queue.push(fromPlain(item)),
        Queue.empty(),
      );
    default:
      throw new TypeError('not a value of a checkpoint');
  }
}

function isScalar(value: unknown): value is null | boolean | number | string {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  return value === null || typeof value === 'boolean' || typeof value === 'string';
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function describe(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  return `a ${value.constructor?.name ?? 'strange object'}`;
}

function bytesOf({ source, start, end }: Body): Uint8Array {
  return source.subarray(start, end);
}

/** All bodies that were left out are views of the same ones, so that a small checkpoint asks for little. */
const zeros = new Uint8Array(limits.bodyBytesMax);

function bodyFrom(kept: unknown): Body {
  if (kept instanceof Uint8Array) return new Body(kept);
  if (!Number.isInteger(kept) || (kept as number) < 0 || (kept as number) > limits.bodyBytesMax) {
    throw new TypeError('not a body of a checkpoint');
  }
  return new Body(zeros, 0, kept as number);
}

function tableFrom([limit, seed, ...entries]: unknown[]): Table<unknown> {
  const isTable = Number.isSafeInteger(limit) && Number.isSafeInteger(seed);
  const count = entries.length / 2;
  if (!isTable || count > (limit as number) || count > limits.tableEntriesReadMax)
    throw new TypeError('not a table of a checkpoint');
  const empty = Table.empty<unknown>({ limit: limit as number, seed: seed as number });
  return empty.edit((draft) => {
    for (const [key, value] of pairs(entries)) draft.set(key, value);
  });
}

function pairs(flat: readonly unknown[]): [string, unknown][] {
  const entries: [string, unknown][] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const key = flat[i];
    if (typeof key !== 'string' || i + 1 >= flat.length)
      throw new TypeError('not a key of a checkpoint');
    entries.push([key, fromPlain(flat[i + 1])]);
  }
  return entries;
}
