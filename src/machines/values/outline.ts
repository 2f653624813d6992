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

/** The values of an object's fields, in the order of its keys. */
export function outlineFields(object: object): Outline[] {
  return Object.values(object).map(outline);
}

/**
 * Which fields hold another value than before, by identity: machines replace what they change. A
 * field that is gone stands at the end, as null.
 */
export function changes(before: object | null, after: object): [field: string, Outline][] {
  if (before === after) return [];
  const old = (before ?? {}) as Readonly<Record<string, unknown>>;
  const changed: [string, Outline][] = [];
  for (const [field, value] of Object.entries(after)) {
    if (value !== old[field]) changed.push([field, outline(value)]);
  }
  for (const field of Object.keys(old)) {
    if (!Object.hasOwn(after, field)) changed.push([field, null]);
  }
  return changed;
}

export function sameOutline(one: Outline, other: Outline): boolean {
  return one === other || (isDigest(one) && isDigest(other) && one[0] === other[0]);
}

const TEXT_UNITS_MAX = 64;

function isDigest(value: Outline): value is readonly [number] {
  return Array.isArray(value);
}
