import type { TapedField } from '../../trace/format/steps-on-tape.ts';

/** Taped fields by their names. */
export function fieldsOf(fields: readonly TapedField[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields);
}
