import { Body } from '../../protocol/body.ts';
import type { ValueLine } from '../answers/value-line.ts';
import { shortened } from '../film/shortened.ts';
import { bundleOf, type Bundle } from './value-bundle.ts';

export function kindOf(value: unknown): ValueLine['kind'] {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Body) return 'body';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  return bundleOf(value)?.kind ?? 'text';
}

/** A value in one line. */
export function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (value instanceof Body) return counted(value.length, 'byte');
  const bundle = bundleOf(value);
  return bundle === null ? shortened(scalarWords(value)) : summary(bundle);
}

function scalarWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bytesInWords(bytes: Uint8Array): string {
  const hex = Array.from(bytes.subarray(0, BYTES_MAX), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const more = bytes.length > BYTES_MAX ? '…' : '';
  return bytes.length === 0
    ? 'no bytes'
    : `${hex.join('')}${more} (${counted(bytes.length, 'byte')})`;
}

const BYTES_MAX = 16;

/** Of what has few and small ones, these themselves. */
function summary(bundle: Bundle): string {
  const { kind, size } = bundle;
  if (size === 0) return 'empty';
  if (kind === 'table' || kind === 'queue') return counted(size, 'entry');
  const entries = size > SCANNED_MAX ? [] : bundle.entries();
  const small = entries.filter(
    ([, value]) => bundleOf(value) === null && value !== '' && value !== null,
  );
  const said = small.slice(0, SAID_MAX).map(([key, value]) => {
    const words = shortened(wordsOf(value), SMALL_UNITS_MAX);
    return kind === 'list' ? words : `${key} ${words}`;
  });
  const more = said.length < size ? (said.length === 0 ? sizeOf(bundle) : ', …') : '';
  return said.join(', ') + more;
}

const SCANNED_MAX = 64;
const SAID_MAX = 4;
const SMALL_UNITS_MAX = 32;

function sizeOf({ kind, size }: Bundle): string {
  return counted(size, kind === 'object' ? 'field' : 'entry');
}

function counted(count: number, what: string): string {
  if (count === 1) return `1 ${what}`;
  return `${count} ${what === 'entry' ? 'entries' : `${what}s`}`;
}
