import type { BodySkimmer } from './body-skimmer.ts';
import { asBytes, asCount, asFlag, asList, asNumber, asText } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** How one field of an input, a command or a configuration is held by a record. */
export interface FieldOnTape<V> {
  toTape(value: V, keeping: Keeping): Plain;
  fromTape(value: Plain): V;
}

/** What decides about the bytes and bodies that a record keeps. */
export interface Keeping {
  readonly skimmer: BodySkimmer;
  /** The link the input came from, where it came from one. */
  readonly link: string;
}

/** The fields of a type, all of them, in the order in which records have them. */
export type FieldsOnTape<T> = { readonly [F in keyof T]-?: FieldOnTape<T[F]> };

/** A table that was checked against its type, as a list to run through. */
export type FieldList = readonly (readonly [name: string, field: FieldOnTape<unknown>])[];

export function fieldList(fields: object): FieldList {
  return Object.entries(fields) as FieldList;
}

export function pushFields(tape: Plain[], list: FieldList, values: object, keeping: Keeping): void {
  for (const [name, field] of list) {
    tape.push(field.toTape((values as Readonly<Record<string, unknown>>)[name], keeping));
  }
}

export function takeFields(into: Record<string, unknown>, list: FieldList, tape: Fields): void {
  for (const [name, field] of list) into[name] = field.fromTape(tape.any());
}

export const text: FieldOnTape<string> = { toTape: (value) => value, fromTape: asText };
export const count: FieldOnTape<number> = { toTape: (value) => value, fromTape: asCount };
export const number: FieldOnTape<number> = { toTape: (value) => value, fromTape: asNumber };
export const bytes: FieldOnTape<Uint8Array> = { toTape: (value) => value, fromTape: asBytes };

export const flag: FieldOnTape<boolean> = { toTape: (value) => value, fromTape: asFlag };

export function listOf<V>(field: FieldOnTape<V>): FieldOnTape<readonly V[]> {
  return {
    toTape: (value, keeping) => value.map((one) => field.toTape(one, keeping)),
    fromTape: (value) => asList(value).map((one) => field.fromTape(one)),
  };
}

export const texts = listOf(text);

/** The words are the keys of a record, so that none can be forgotten. */
export function oneOf<W extends string>(words: Readonly<Record<W, true>>): FieldOnTape<W> {
  return {
    toTape: (value) => value,
    fromTape: (value) => {
      const word = asText(value);
      if (!Object.hasOwn(words, word)) throw malformed('not one of the words');
      return word as W;
    },
  };
}

export function orNull<V>(field: FieldOnTape<V>): FieldOnTape<V | null> {
  return {
    toTape: (value, keeping) => (value === null ? null : field.toTape(value, keeping)),
    fromTape: (value) => (value === null ? null : field.fromTape(value)),
  };
}
