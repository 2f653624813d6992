import type { Outline } from '../../values/outline.ts';
import type { Plain } from '../format/plain.ts';
import type { Difference } from './verdict.ts';

/** A tape can hold values of any length, and what is told of one is to be read. */
export function toldDifference(difference: Difference): Difference {
  const { actor, event, path, tape, code } = difference;
  return {
    ...difference,
    actor: cut(actor),
    event: cut(event),
    path: cut(path),
    tape: told(tape),
    code: told(code),
  };
}

const UNITS_MAX = 1_024;
const ITEMS_MAX = 64;

function told(value: Plain | Outline): Plain {
  if (typeof value === 'string') return cut(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) {
    const list = value as readonly Plain[];
    return isShort(list) ? list.map(told) : `a list of ${list.length}`;
  }
  return typeof value === 'object' && value !== null ? 'a map' : value;
}

/** Lists in it are told by their length. */
function isShort(list: readonly Plain[]): boolean {
  return list.length <= ITEMS_MAX && list.every((item) => !Array.isArray(item));
}

function cut(text: string): string {
  return text.length <= UNITS_MAX ? text : `${text.slice(0, UNITS_MAX).toWellFormed()}…`;
}
