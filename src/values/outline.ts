import { digest } from './digest.ts';

/** What a tape keeps of a value: small ones stand for themselves, of all others only a digest. */
export type Outline = null | boolean | number | string | readonly [digest: number];

export function outline(value: unknown): Outline {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      break;
    case 'string':
      if (value.length <= TEXT_UNITS_MAX) return value;
      break;
    default:
      if (value === null) return null;
  }
  return [digest(value)];
}

/**
 * Which fields hold another value than before, by identity: machines replace what they change. A
 * field that is gone stands at the end, as null.
 */
export function changes(before: object | null, after: object): [field: string, Outline][] {
  if (before === after) return [];
  const old = (before ?? nothing) as Readonly<Record<string, unknown>>;
  const now = after as Readonly<Record<string, unknown>>;
  const changed: [string, Outline][] = [];
  // A loop over the keys makes no list of them: this runs in every step that is recorded.
  for (const field in now)
    if (now[field] !== old[field]) changed.push([field, outline(now[field])]);
  for (const field in old) if (!(field in now)) changed.push([field, null]);
  return changed;
}

const nothing = {};

export function sameOutline(one: Outline, other: Outline): boolean {
  return one === other || (isDigest(one) && isDigest(other) && one[0] === other[0]);
}

const TEXT_UNITS_MAX = 64;

function isDigest(value: Outline): value is readonly [number] {
  return Array.isArray(value);
}
