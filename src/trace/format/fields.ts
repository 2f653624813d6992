import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/**
 * The gate for what a record holds: fields are taken in order, each as what it must be, or the record
 * is malformed. Fields behind the known ones are room for later versions, and ignored.
 */
export class Fields {
  private readonly list: readonly Plain[];
  private next = 0;

  constructor(value: Plain) {
    this.list = asList(value);
  }

  any(): Plain {
    const value = this.list[this.next];
    if (value === undefined) throw malformed('a field is missing');
    this.next += 1;
    return value;
  }

  rest(): readonly Plain[] {
    return this.list.slice(this.next);
  }

  count(): number {
    return asCount(this.any());
  }

  text(): string {
    return asText(this.any());
  }

  flag(): boolean {
    return asFlag(this.any());
  }

  map(): Readonly<Record<string, Plain>> {
    const value = this.any();
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw malformed('not a map');
    if (value instanceof Uint8Array) throw malformed('not a map');
    return value as Readonly<Record<string, Plain>>;
  }
}

export function asList(value: Plain | undefined): readonly Plain[] {
  if (!Array.isArray(value)) throw malformed('not a list');
  return value as readonly Plain[];
}

export function asCount(value: Plain | undefined): number {
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value) ||
    value < 0 ||
    Object.is(value, -0)
  ) {
    throw malformed('not a count');
  }
  return value;
}

export function asNumber(value: Plain | undefined): number {
  if (typeof value !== 'number') throw malformed('not a number');
  return value;
}

export function asText(value: Plain | undefined): string {
  if (typeof value !== 'string') throw malformed('not a text');
  return value;
}

export function asFlag(value: Plain | undefined): boolean {
  if (typeof value !== 'boolean') throw malformed('not a flag');
  return value;
}

export function asBytes(value: Plain | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed('not bytes');
  return value;
}
