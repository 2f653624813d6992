import type { Plain } from '../format/plain.ts';
import type { Difference } from './verdict.ts';

/**
 * Two captures of the whole state, compared down to the place where they first differ. A capture is
 * `[turn, at, timers started, actors]`, an actor is a list of the parts named below, and its value
 * and context are nested lists that begin with what they are.
 */
export function compareCheckpoints(turn: number, tape: Plain, code: Plain): Difference | null {
  const found = compareSystems(listOf(tape), listOf(code));
  if (found === null) return null;
  const [actor, path, says, does] = found;
  return { turn, actor, event: 'checkpoint', what: 'checkpoint', path, tape: says, code: does };
}

type Found = readonly [path: string, tape: Plain, code: Plain];
type FoundIn = readonly [actor: string, ...found: Found];

const systemParts = ['turn', 'at', 'timersStarted'];
const actorParts = [
  'path',
  'machine',
  'states',
  'history',
  'value',
  'context',
  'pending',
  'timers',
];
/** Lists of pairs, by what they begin with: how many items precede the first key. */
const keyed = new Map<Plain, number>([
  [0, 1],
  [3, 3],
]);

function compareSystems(tape: readonly Plain[], code: readonly Plain[]): FoundIn | null {
  for (const [i, part] of systemParts.entries()) {
    const found = compare(tape[i] ?? null, code[i] ?? null, part);
    if (found !== null) return ['node', ...found];
  }
  const says = byPath(tape[3]);
  const does = byPath(code[3]);
  for (const path of new Set([...says.keys(), ...does.keys()])) {
    const one = says.get(path);
    const other = does.get(path);
    if (one === undefined) return [path, 'actor', null, 'is there'];
    if (other === undefined) return [path, 'actor', 'is there', null];
    for (const [i, part] of actorParts.entries()) {
      const found = compare(one[i] ?? null, other[i] ?? null, part);
      if (found !== null) return [path, ...found];
    }
  }
  return null;
}

function byPath(actors: Plain | undefined): Map<string, readonly Plain[]> {
  return new Map(listOf(actors).map((actor) => [keyOf(listOf(actor)[0]), listOf(actor)]));
}

function compare(tape: Plain, code: Plain, path: string): Found | null {
  if (tape instanceof Uint8Array && code instanceof Uint8Array) {
    return sameBytes(tape, code) ? null : [path, hex(tape), hex(code)];
  }
  if (!Array.isArray(tape) || !Array.isArray(code))
    return tape === code ? null : [path, tape, code];
  const before = keyed.get(tape[0] as Plain);
  const inside = before !== undefined && tape[0] === code[0] && /^(?:value|context)/.test(path);
  return inside ? compareKeyed(tape, code, path, before) : compareLists(tape, code, path);
}

function compareLists(tape: readonly Plain[], code: readonly Plain[], path: string): Found | null {
  for (let i = 0; i < Math.max(tape.length, code.length); i += 1) {
    const found = compare(tape[i] ?? null, code[i] ?? null, `${path}[${i}]`);
    if (found !== null) return found;
  }
  return null;
}

function compareKeyed(
  tape: readonly Plain[],
  code: readonly Plain[],
  path: string,
  before: number,
): Found | null {
  const says = pairs(tape.slice(before));
  const does = pairs(code.slice(before));
  for (const key of new Set([...says.keys(), ...does.keys()])) {
    const found = compare(says.get(key) ?? null, does.get(key) ?? null, `${path}.${key}`);
    if (found !== null) return found;
  }
  return compareLists(tape.slice(0, before), code.slice(0, before), path);
}

function pairs(flat: readonly Plain[]): Map<string, Plain> {
  const entries = new Map<string, Plain>();
  for (let i = 0; i + 1 < flat.length; i += 2) entries.set(keyOf(flat[i]), flat[i + 1]!);
  return entries;
}

function keyOf(value: Plain | undefined): string {
  return typeof value === 'string' ? value : '?';
}

function listOf(value: Plain | undefined): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
